using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines;

/// <summary>Podman on one store of images: the engine's, the builder's, or root's.</summary>
internal sealed class Podman
{
    private const string Program = "podman";

    // A user's own settings decide where that user's images lie.
    private static readonly ImmutableArray<string> s_ofUser = ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"];

    private readonly IToolRunner _runner;
    private readonly ImmutableDictionary<string, string> _environment;
    private readonly ImmutableArray<string> _prefix;

    /// <param name="prefix">What comes before the program's name, to run it as somebody.</param>
    private Podman(IToolRunner runner, ImmutableDictionary<string, string> environment, params ImmutableArray<string> prefix) =>
        (_runner, _environment, _prefix) = (runner, environment, prefix);

    /// <summary>Whether the host has Podman.</summary>
    public static bool IsInstalled => HostToolRunner.TryFindProgram(Program) is not null;

    /// <summary>On the engine's store, from a sandbox in which a <see cref="StoreSession"/> is open.</summary>
    public static Podman OfEngine(IToolRunner sandbox, ImmutableDictionary<string, string> session) => new(sandbox, session);

    /// <summary>On root's store, when root builds.</summary>
    public static Podman OfRoot(IToolRunner host) => new(host, ImmutableDictionary<string, string>.Empty);

    /// <summary>On the store of the user who builds; under sudo that is who called it.</summary>
    public static Podman OfBuilder(IToolRunner host)
    {
        var builder = HostFacts.Read();
        var environment = ImmutableDictionary<string, string>.Empty.Add("HOME", builder.HomeDirectory);
        if (CurrentUser.SudoCaller is null)
        {
            return new(host, environment.AddRange(s_ofUser
                .Select(name => KeyValuePair.Create(name, Environment.GetEnvironmentVariable(name) ?? ""))
                .Where(variable => variable.Value.Length > 0)));
        }

        string runtime = string.Create(CultureInfo.InvariantCulture, $"/run/user/{builder.UserId}");
        return new(
            host,
            Directory.Exists(runtime) ? environment.Add("XDG_RUNTIME_DIR", runtime) : environment,
            "setpriv", $"--reuid={builder.UserId}", $"--regid={builder.GroupId}", "--init-groups");
    }

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

    private ToolCommand Command(params ImmutableArray<string> arguments)
    {
        ImmutableArray<string> words = [.. _prefix, Program, .. arguments];
        return new ToolCommand(words[0], words[1..]) { Environment = _environment };
    }
}
