using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Engines;

/// <summary>The rules of each engine, with one whose layers are snapshots of an instance.</summary>
public abstract class InstanceEngineTests : BuildRules
{
    private readonly BuiltProject _built;
    private readonly string _client;

    /// <param name="built">The project of these tests.</param>
    /// <param name="client">The engine's command line.</param>
    protected InstanceEngineTests(BuiltProject built, string client)
        : base(built)
    {
        Assert.SkipUnless(LongRun.IsMeant, LongRun.Reason);
        Assert.SkipUnless(Daemon.Answers(client), Daemon.Reason(client));
        _built = built;
        _client = client;
    }

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("TERM", 143)]
    [InlineData("KILL", 137)]
    public async Task A_signal_during_a_playbook_leaves_no_instance_running(string signal, int exitCode)
    {
        var project = _built.Project;
        (await project.BuildAsync()).Succeeded();
        string second = await File.ReadAllTextAsync(project.PathOf("plugins/playbooks/second.yml"), TestContext.Current.CancellationToken);
        project.Write("plugins/playbooks/second.yml", "- hosts: edi\n  gather_facts: false\n  tasks:\n    - name: Wait\n      ansible.builtin.command: sleep 600\n");
        using var build = project.StartBuild();
        await build.WaitForAsync("TASK [Wait]");
        build.Signal(signal);
        var outcome = await build.EndAsync();
        Assert.True(outcome.ExitCode == exitCode, $"Exit code {outcome.ExitCode}:\n{outcome.Output}");
        // Ansible notices that it has lost the instance.
        for (int i = 0; i < 60 && ((await RunningAsync()).Length > 0 || LeftBehind().Length > 0); i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }

        Assert.Equal("", await RunningAsync());
        Assert.Empty(LeftBehind());
        Assert.False(File.Exists(project.PathOf("bin/Debug/small.img")), "Somebody might flash the old image for the new one.");
        project.Write("plugins/playbooks/second.yml", second);
        // The first playbook lies in the same folder, all of which is its input.
        Assert.Equal(["EdiConfigure.100_first", "EdiConfigure.200_second", "EdiExport", "EdiImage"], (await project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task Clean_removes_what_the_engines_of_former_builds_have()
    {
        var project = _built.Project;
        (await project.BuildAsync("-t:EdiContainer")).Succeeded();
        (await project.BuildAsync("-t:EdiContainer", "-p:EdiContainerEngine=buildah")).Succeeded();
        Assert.NotEqual("", await NamesAsync());
        (await project.BuildAsync("-t:Clean", "-p:EdiContainerEngine=buildah")).Succeeded();
        Assert.Equal("", await NamesAsync());
    }

    private string[] LeftBehind() => [.. Directory.GetDirectories("/tmp", "edi-playbook-*"), .. Directory.GetFileSystemEntries($"{_built.Project.Cache}/tmp")];

    private protected override async Task RemoveLayerAsync(TestProject project, string digest) =>
        (await project.RunAsync(_client, "query", "--wait", "--request", "DELETE", $"local:/1.0/instances/{digest.Replace("/", "/snapshots/", StringComparison.Ordinal)}")).Succeeded();

    private Task<string> RunningAsync() => NamesAsync("status=running");

    private async Task<string> NamesAsync(params string[] filters) =>
        (await _built.Project.RunAsync([_client, "list", "--format", "csv", "--columns", "n", .. filters])).Succeeded().Output;
}

/// <summary>The rules, with LXD.</summary>
public sealed class LxdTests(LxdTests.Built built) : InstanceEngineTests(built, "lxc"), IClassFixture<LxdTests.Built>
{
    /// <summary>The project of these tests.</summary>
    public sealed class Built() : BuiltProject("lxd");
}

/// <summary>The rules, with Incus.</summary>
public sealed class IncusTests(IncusTests.Built built) : InstanceEngineTests(built, "incus"), IClassFixture<IncusTests.Built>
{
    /// <summary>The project of these tests.</summary>
    public sealed class Built() : BuiltProject("incus");
}
