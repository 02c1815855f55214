using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests.Ci;

/// <summary>A machine of a server's: a project's folder, a cache, and what runs there.</summary>
internal sealed class WorkflowRun(string file) : IDisposable
{
    // What changes the machine itself is only told: it is not the test's.
    private const string Sudo = "#!/bin/sh\necho \"as root: $*\"\n";

    private readonly TemporaryFolder _machine = new();

    public TestProject Project { get; } = new();

    private string Cache => _machine.PathOf("cache");

    private Workflow Workflow => Workflow.Read(file, Project.Folder, Cache);

    /// <summary>Runs the scripts of all steps that are meant, until one fails.</summary>
    /// <param name="isMeant">By the words of a script.</param>
    public async Task<CommandOutcome> RunAsync(Func<string, bool>? isMeant = null)
    {
        _machine.WriteProgram("bin/sudo", Sudo);
        Directory.CreateDirectory(_machine.PathOf("home"));
        string output = "";
        foreach (var step in Workflow.Steps)
        {
            string script = string.Join('\n', step.Script.Split('\n').Where(line => isMeant?.Invoke(line) ?? true));
            var outcome = await Project.RunAsync(
            [
                .. Workflow.Variables.Select(variable => $"{variable.Key}={variable.Value}"),
                $"HOME={_machine.PathOf("home")}", $"PATH={_machine.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
                "bash", "--noprofile", "--norc", "-c", script,
            ]);
            output += outcome.Output + "\n";
            if (outcome.ExitCode != 0)
            {
                return outcome with { Output = output };
            }
        }

        return new(0, output);
    }

    /// <summary>What the file keeps on the server, but is not there.</summary>
    public string[] FindMissing(params string[] except) =>
        [.. Workflow.Kept.Except(except).Where(path => Project.RunAsync("sh", "-c", $"ls -d {path}").GetAwaiter().GetResult().ExitCode != 0)];

    /// <summary>Another machine for the next run: it has the sources, and what the server has kept in its cache.</summary>
    public async Task MoveAsync()
    {
        string kept = _machine.PathOf("kept.tar");
        // NuGet's packages lie where the test's nuget.config says, as on a machine that has them.
        string[] paths = [.. Workflow.Cached.Where(path => !path.Contains("nuget", StringComparison.Ordinal))];
        Assert.Equal(2, paths.Length);
        (await Project.RunAsync(["tar", "--create", "--absolute-names", "--file", kept, .. paths])).Succeeded();
        (await Project.RunAsync("sh", "-c", "rm -rf --one-file-system obj bin TestResults .cache \"$1\"", "sh", Cache)).Succeeded();
        (await Project.RunAsync("tar", "--extract", "--absolute-names", "--file", kept)).Succeeded();
    }

    public void Dispose()
    {
        Project.Dispose();
        _machine.Dispose();
    }
}
