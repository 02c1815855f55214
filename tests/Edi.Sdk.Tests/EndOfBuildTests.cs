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
    public async Task A_signal_during_the_bootstrap_leaves_nothing(string signal, int exitCode)
    {
        File.Delete(_project.PathOf("obj/small/Debug/stamp/EdiBootstrap.stamp"));
        await EndAsync("I: downloading packages", signal, exitCode);
        Assert.False(File.Exists(_project.PathOf("obj/small/Debug/bootstrap.tar")));
    }

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("TERM", 143)]
    [InlineData("KILL", 137)]
    public async Task A_signal_during_a_playbook_leaves_nothing(string signal, int exitCode) =>
        await EndAsync("TASK [Wait]", signal, exitCode);

    private async Task EndAsync(string moment, string signal, int exitCode)
    {
        var traces = Traces.Before(_project);
        using var build = _project.StartBuild("-p:EdiBootstrapCache=false");
        await build.WaitForAsync(moment);
        build.Signal(signal);
        var outcome = await build.EndAsync();
        Assert.True(outcome.ExitCode == exitCode, $"Exit code {outcome.ExitCode}:\n{outcome.Output}");
        await traces.AssertNoneAsync();
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
