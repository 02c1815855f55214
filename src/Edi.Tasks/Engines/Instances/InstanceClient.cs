using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines.Instances;

/// <summary>
/// The command line of LXD or of Incus, which understand the same words. It runs as the user who builds, whose remotes and
/// certificates it knows.
/// </summary>
internal sealed class InstanceClient(ContainerEngine engine, IToolRunner runner)
{
    // Where Debian's packages and the Snap store's have their programs.
    private static readonly ImmutableArray<string> s_furtherFolders = ["/snap/bin", "/opt/incus/bin"];

    private static readonly ImmutableArray<string> s_settings = ["LXD_DIR", "LXD_SOCKET", "LXD_CONF", "INCUS_DIR", "INCUS_SOCKET", "INCUS_CONF"];

    /// <summary>The daemon's project in which all instances are.</summary>
    public const string Project = "default";

    public ContainerEngine Engine => engine;

    /// <summary>The variables by which the program finds a daemon and the user's remotes, as far as they are set.</summary>
    public static ImmutableDictionary<string, string> Settings => s_settings
        .Where(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 })
        .ToImmutableDictionary(name => name, name => Environment.GetEnvironmentVariable(name)!);

    /// <summary>The program's path, or null when the host does not have it.</summary>
    public static string? Find(ContainerEngine engine) =>
        HostToolRunner.TryFindProgram(engine.Client) ?? s_furtherFolders.Select(folder => Path.Combine(folder, engine.Client)).FirstOrDefault(File.Exists);

    /// <summary>What its command line calls something of the engine's remote.</summary>
    public string Of(string name) => $"{engine.Remote}:{name}";

    public void Require(params ImmutableArray<string> arguments) => Require(Command(arguments));

    public void Require(ToolCommand command) => runner.Require(EdiCodes.EngineFailed, command);

    public string Capture(params ImmutableArray<string> arguments) => runner.Capture(EdiCodes.EngineFailed, Command(arguments));

    /// <summary>Runs a command that may fail; returns its exit code.</summary>
    public int Run(params ImmutableArray<string> arguments) => runner.Run(Command(arguments));

    /// <summary>Runs a command that may fail; returns its exit code.</summary>
    /// <param name="answer">Receives each line that it prints, as an error too.</param>
    public int Run(Action<string> answer, ImmutableArray<string> arguments)
    {
        var command = Command(arguments);
        return runner.Run(command with { Program = "/bin/sh", Arguments = ["-c", "exec \"$@\" 2>&1", "sh", command.Program, .. command.Arguments] }, answer);
    }

    /// <summary>What the daemon answers at a path of its API, such as <c>/1.0/instances</c>.</summary>
    public JsonNode Query(string path) => JsonNode.Parse(Capture("query", Of(path)))!;

    /// <summary>
    /// Asks the daemon for a change at a path of its API, and waits for its end: of snapshots the two command lines have other
    /// words.
    /// </summary>
    /// <param name="method">POST, PUT or DELETE.</param>
    public void Request(string method, string path, JsonObject? body = null) =>
        Capture(["query", "--wait", "--request", method, .. body is null ? [] : new[] { "--data", body.ToJsonString() }, Of(path)]);

    /// <summary>The command for a runner. Questions know no project but the default one, so all else is said of that one too, whichever the user works in.</summary>
    public ToolCommand Command(params ImmutableArray<string> arguments) =>
        Builder.Run(new ToolCommand(Find(engine) ?? engine.Client, ["--quiet", .. arguments is ["query", ..] ? ImmutableArray<string>.Empty : ["--project", Project], .. arguments]) { Environment = Settings });
}
