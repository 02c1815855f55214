using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines;

/// <summary>Podman on one store of images: the engine's, the builder's, or root's.</summary>
internal sealed class Podman
{
    private const string Program = "podman";

    private readonly IToolRunner _runner;
    private readonly Func<ToolCommand, ToolCommand> _as;

    /// <param name="runAs">Makes a command one of the store's owner.</param>
    private Podman(IToolRunner runner, Func<ToolCommand, ToolCommand> runAs) => (_runner, _as) = (runner, runAs);

    /// <summary>Whether the host has Podman.</summary>
    public static bool IsInstalled => HostToolRunner.TryFindProgram(Program) is not null;

    /// <summary>On the engine's store, from a sandbox in which a <see cref="StoreSession"/> is open.</summary>
    public static Podman OfEngine(IToolRunner sandbox, ImmutableDictionary<string, string> session) =>
        new(sandbox, command => command with { Environment = session });

    /// <summary>On root's store, when root builds.</summary>
    public static Podman OfRoot(IToolRunner host) => new(host, command => command);

    /// <summary>On the store of the user who builds, whose own settings decide where that lies.</summary>
    public static Podman OfBuilder(IToolRunner host) => new(host, Builder.Run);

    /// <summary>The ID of an image, or null when the store has none of that name.</summary>
    public string? FindImage(string name)
    {
        int exitCode = _runner.Run(Command("image", "exists", name), _ => { });
        return exitCode == 0 ? _runner.Capture(EdiCodes.EngineFailed, Command("image", "inspect", "--format", "{{.Id}}", name)).Trim() : null;
    }

    /// <summary>Writes an image to an archive, with its name.</summary>
    public void Save(string name, string archive) =>
        _runner.Capture(EdiCodes.EngineFailed, Command("save", "--quiet", "--format", "oci-archive", "--output", archive, name));

    /// <summary>Takes an image with its name from an archive, which only the caller need be able to read.</summary>
    /// <exception cref="EdiException">EDI3001, when the store does not have it then.</exception>
    public void Load(string name, string archive)
    {
        string? older = FindImage(name);
        _runner.Capture(EdiCodes.EngineFailed, InShell(Command("load", "--quiet"), "\"$@\" <\"$0\"", archive));
        string? loaded = FindImage(name);
        if (loaded is null)
        {
            throw new EdiException(EdiCodes.EngineFailed, $"'{Program}' has loaded the image '{name}', and has none of that name.");
        }

        if (older is not null && older != loaded)
        {
            Remove(older); // It lost its name; if it has another one or is in use, it stays.
        }
    }

    /// <summary>Takes an image's name away, and the image too unless a container uses it.</summary>
    public void RemoveImage(string name)
    {
        if (!Remove(name))
        {
            _runner.Capture(EdiCodes.EngineFailed, Command("untag", name, name));
        }
    }

    // An image in use is no mistake of anybody's, so the refusal is not shown.
    private bool Remove(string image) => _runner.Run(InShell(Command("image", "rm", image), "\"$@\" 2>/dev/null"), _ => { }) == 0;

    private static ToolCommand InShell(ToolCommand command, string script, string name = "sh") =>
        command with { Program = "sh", Arguments = ["-c", script, name, command.Program, .. command.Arguments] };

    private ToolCommand Command(params ImmutableArray<string> arguments) => _as(new ToolCommand(Program, arguments));
}
