using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Engines;

/// <summary>A daemon that is reached over TLS makes the layers, and what comes back counts like what was made here.</summary>
public sealed class RemoteTests
{
    private const string Address = "127.0.0.1:18443";
    private const string WithoutDaemon = "LXD_DIR=/nonexistent";

    // Of the daemon that is the remote.
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("EDI_SECOND_LXD_DIR");

    private const string Remote = "-p:EdiContainerRemote=farm";

    private static readonly string[] s_allSteps = ["EdiBootstrap", "EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiExport", "EdiImage"];

    [LongFact]
    public async Task A_remote_builds_what_this_machine_asks_for()
    {
        SkipWithoutRemote();
        using var client = new TestProject();
        using var project = await NewProjectAsync(client);
        (await project.BuildAsync(Remote)).FailedWith("error EDI0001").FailedWith("LXD at 'farm' does not answer").FailedWith("lxc remote add farm ADDRESS");

        await AddRemoteAsync(client, project);
        Assert.Equal(s_allSteps, (await project.BuildAsync(Remote)).Steps);
        Assert.True(File.Exists(project.PathOf("bin/Debug/small.img")));
        Assert.Empty((await project.BuildAsync(Remote)).Steps);
        project.Replace("small.yml", "greeting: hello", "greeting: welcome");
        Assert.Equal(["EdiConfigure.100_first", "EdiConfigure.200_second", "EdiExport", "EdiImage"], (await project.BuildAsync(Remote)).Steps);
        Assert.Contains("edi-", await OnRemoteAsync(client, "lxc list --format csv"), StringComparison.Ordinal);
        (await project.BuildAsync("-t:Clean", Remote)).Succeeded();
        Assert.Equal("", await OnRemoteAsync(client, "lxc list --format csv"));
    }

    /// <summary>A cluster of one machine is one: the daemon places each instance on a member.</summary>
    [LongFact]
    public async Task A_member_of_a_cluster_builds_when_it_is_named()
    {
        SkipWithoutRemote();
        using var client = new TestProject();
        using var project = await NewProjectAsync(client);
        // A cluster has a certificate of its own.
        await OnRemoteAsync(client, $"lxc config set core.https_address {Address}; lxc query local:/1.0/cluster | grep -q '\"enabled\": true' || lxc cluster enable barn");
        await AddRemoteAsync(client, project);
        (await project.BuildAsync(Remote, "-p:EdiContainerMember=nowhere")).FailedWith("error EDI0001").FailedWith("LXD at 'farm' has no cluster with a member 'nowhere'.");
        Assert.Equal(s_allSteps, (await project.BuildAsync(Remote, "-p:EdiContainerMember=barn")).Steps);
        Assert.StartsWith("edi-", await OnRemoteAsync(client, "lxc list --format csv --columns nL | grep ',barn$'"), StringComparison.Ordinal);
        (await project.BuildAsync("-t:Clean", Remote)).Succeeded();
        Assert.Equal("", await OnRemoteAsync(client, "lxc list --format csv"));
    }

    private static void SkipWithoutRemote() => Assert.SkipWhen(s_folder is null, Daemon.Reason("lxc"));

    private static async Task<TestProject> NewProjectAsync(TestProject client)
    {
        var project = new TestProject(engine: "lxd") { Variables = [WithoutDaemon, $"LXD_CONF={client.PathOf("lxc")}"] };
        await File.AppendAllTextAsync(project.PathOf("small.yml"), "\ngeneral: {edi_lxc_bridge_interface_name: lxdbr1}\n", TestContext.Current.CancellationToken);
        return project;
    }

    private static async Task AddRemoteAsync(TestProject client, TestProject project)
    {
        string token = (await OnRemoteAsync(client, $"lxc config set core.https_address {Address} && lxc --quiet config trust add --name edi-test")).Trim().Split('\n')[^1];
        (await project.RunAsync("lxc", "remote", "add", "farm", token)).Succeeded();
    }

    private static async Task<string> OnRemoteAsync(TestProject project, string script) =>
        (await project.RunAsync("env", $"LXD_DIR={s_folder}", "sh", "-c", script)).Succeeded().Output;
}
