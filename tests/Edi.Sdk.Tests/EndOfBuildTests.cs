using System.Text.Json.Nodes;
using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>A build that is ended leaves no process, no mount, no half-made artifact, and does not claim success.</summary>
public sealed class EndOfBuildTests(EndOfBuildTests.SlowProject slow) : IClassFixture<EndOfBuildTests.SlowProject>
{
    private readonly TestProject _project = slow.Project;

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("KILL", 137)]
    public async Task A_signal_during_the_bootstrap(string signal, int exitCode)
    {
        File.Delete(_project.PathOf("obj/small/Debug/stamp/EdiBootstrap.stamp"));
        await EndAsync("I: running apt-get update", signal, exitCode);
        Assert.False(File.Exists(_project.PathOf("obj/small/Debug/bootstrap.tar")));
    }

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("TERM", 143)]
    [InlineData("KILL", 137)]
    public async Task A_signal_during_a_playbook(string signal, int exitCode) =>
        await EndAsync("TASK [Wait]", signal, exitCode);

    private async Task EndAsync(string moment, string signal, int exitCode)
    {
        string[] mounts = HostMounts.Read();
        string[] scratch = ScratchFolders(), containers = WorkingContainers();
        using var build = _project.StartBuild("-p:EdiBootstrapCache=false");
        await build.WaitForAsync(moment);
        build.Signal(signal);
        var outcome = await build.EndAsync();
        Assert.True(outcome.ExitCode == exitCode, $"Exit code {outcome.ExitCode}:\n{outcome.Output}");

        await AssertSoonAsync(() => ProcessesNaming(_project.Cache).Length == 0, () => string.Join('\n', ProcessesNaming(_project.Cache)));
        Assert.Equal(mounts, HostMounts.Read());
        await AssertSoonAsync(() => !ScratchFolders().Except(scratch).Any(), () => "The scratch folder is still there.");
        Assert.DoesNotContain(
            Directory.GetFiles(_project.Folder, "*", SearchOption.AllDirectories),
            file => file.EndsWith(".partial", StringComparison.Ordinal) || file.EndsWith(".img", StringComparison.Ordinal));
        Assert.Empty(WorkingContainers().Except(containers));
    }

    private string[] ScratchFolders() => Directory.GetFileSystemEntries($"{_project.Cache}/tmp");

    /// <summary>The IDs of all that are in the store; those of other projects stay.</summary>
    private string[] WorkingContainers()
    {
        string list = $"{_project.Cache}/buildah/overlay-containers/containers.json";
        return File.Exists(list) ? [.. JsonNode.Parse(File.ReadAllText(list))!.AsArray().Select(container => (string)container!["id"]!)] : [];
    }

    private static string[] ProcessesNaming(string text) =>
    [
        .. Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal)),
    ];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return ""; // It ended between the look and the read.
        }
    }

    private static async Task AssertSoonAsync(Func<bool> condition, Func<string> message)
    {
        for (int i = 0; i < 100 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        Assert.True(condition(), message());
    }

    /// <summary>A project whose second playbook takes its time.</summary>
    public sealed class SlowProject : IAsyncLifetime
    {
        internal TestProject Project { get; } = new();

        public async ValueTask InitializeAsync()
        {
            (await Project.BuildAsync("-t:EdiContainer")).Succeeded();
            Project.Write(
                "plugins/playbooks/first.yml",
                "- hosts: edi\n  gather_facts: false\n  tasks:\n    - name: Wait\n      ansible.builtin.command: sleep 600\n");
        }

        public ValueTask DisposeAsync()
        {
            Project.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
