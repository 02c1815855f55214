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

    [Fact]
    public async Task A_remote_builds_what_this_machine_asks_for()
    {
        Assert.SkipUnless(LongRun.IsMeant, LongRun.Reason);
        Assert.SkipWhen(s_folder is null, Daemon.Reason("lxc"));
        using var client = new TestProject();
        using var project = new TestProject(engine: "lxd") { Variables = [WithoutDaemon, $"LXD_CONF={client.PathOf("lxc")}"] };
        await File.AppendAllTextAsync(project.PathOf("small.yml"), "\ngeneral: {edi_lxc_bridge_interface_name: lxdbr1}\n", TestContext.Current.CancellationToken);
        const string remote = "-p:EdiContainerRemote=farm";
        (await project.BuildAsync(remote)).FailedWith("error EDI0001").FailedWith("LXD at 'farm' does not answer").FailedWith("lxc remote add farm ADDRESS");

        string token = (await OnRemoteAsync(client, $"lxc config set core.https_address {Address} && lxc --quiet config trust add --name edi-test")).Trim().Split('\n')[^1];
        (await project.RunAsync("lxc", "remote", "add", "farm", token)).Succeeded();
        Assert.Equal(
            ["EdiBootstrap", "EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiExport", "EdiImage"],
            (await project.BuildAsync(remote)).Steps);
        Assert.True(File.Exists(project.PathOf("bin/Debug/small.img")));
        Assert.Empty((await project.BuildAsync(remote)).Steps);
        project.Replace("small.yml", "greeting: hello", "greeting: welcome");
        Assert.Equal(["EdiConfigure.100_first", "EdiConfigure.200_second", "EdiExport", "EdiImage"], (await project.BuildAsync(remote)).Steps);
        Assert.Contains("edi-", await OnRemoteAsync(client, "lxc list --format csv"), StringComparison.Ordinal);
        (await project.BuildAsync("-t:Clean", remote)).Succeeded();
        Assert.Equal("", await OnRemoteAsync(client, "lxc list --format csv"));
    }

    private static async Task<string> OnRemoteAsync(TestProject project, string script) =>
        (await project.RunAsync("env", $"LXD_DIR={s_folder}", "sh", "-c", script)).Succeeded().Output;
}
