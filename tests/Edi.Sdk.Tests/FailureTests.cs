using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What fails for a cause outside of the project fails with a code, and once the cause is gone a second build succeeds.</summary>
public sealed class FailureTests
{
    private const string Archive = "obj/small/Debug/bootstrap.tar";
    private static readonly string[] s_bootstrap = ["-t:EdiBootstrap", "-p:EdiBootstrapCache=false"];

    [Fact]
    public async Task A_mirror_that_has_vanished_is_told_and_the_next_build_goes_on()
    {
        using var project = new TestProject();
        // The port of the service that discards: nobody listens there.
        project.Replace("small.yml", "suite: trixie", "suite: trixie\n  mirrors: http://127.0.0.1:9/debian");
        (await project.BuildAsync(s_bootstrap)).FailedWith("error EDI2001: 'mmdebstrap' ended with exit code").FailedWith("Could not connect to 127.0.0.1:9");
        project.Replace("small.yml", "\n  mirrors: http://127.0.0.1:9/debian", "");
        await SucceedsAsync(project);
    }

    [Fact]
    public async Task A_tool_that_is_killed_is_told_and_the_next_build_goes_on()
    {
        using var project = new TestProject();
        using var build = project.StartBuild(s_bootstrap);
        await build.WaitForAsync("I: extracting archives");
        (await project.RunAsync("pkill", "-KILL", "--full", $"^/usr/bin/perl .*mmdebstrap .*{project.PathOf(Archive)}")).Succeeded();
        (await build.EndAsync()).FailedWith("error EDI2001: 'mmdebstrap' ended with exit code 137");
        Assert.False(File.Exists(project.PathOf(Archive)));
        await SucceedsAsync(project);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_and_the_next_build_goes_on()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount a small disk.");
        using var project = new TestProject();
        const string small = "mkdir disk && mount -t tmpfs -o size=80M disk disk && exec dotnet build small.ediproj -tl:off -p:EdiCacheDirectory=disk -p:EdiMinimumFreeSpace=0 \"$@\"";
        (await project.RunAsync(["unshare", "--mount", "sh", "-c", small, "sh", .. s_bootstrap])).FailedWith("error EDI2001").FailedWith("No space left on device");
        await SucceedsAsync(project);
    }

    [Fact]
    public async Task A_file_that_nobody_may_read_is_told_and_the_next_build_goes_on()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can make a file that the builder cannot read.");
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        string file = project.PathOf("plugins/playbooks/second.yml");
        File.SetUnixFileMode(file, UnixFileMode.None);
        (await project.BuildAsync("-t:EdiReadDefinition")).FailedWith("error EDI0011").FailedWith(file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        (await project.BuildAsync("-t:EdiReadDefinition")).Succeeded();
    }

    /// <summary>What a step, a tool or .NET itself says of a limit differs; it is no fault of ours, and harms nothing.</summary>
    [LongTheory]
    [InlineData("mkdir disk && mount -t tmpfs -o nr_inodes=4k disk disk", "disk")]
    [InlineData("mkdir disk && mount -t tmpfs -o nr_inodes=40 disk obj", null)]
    [InlineData("mkdir disk && mount --bind -o ro disk disk", "disk")]
    [InlineData("ulimit -f 40960", null)]
    [InlineData("ulimit -n 200", null)]
    public async Task A_limit_of_the_host_is_told_and_the_next_build_goes_on(string limit, string? cache)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount a disk.");
        // .NET writes its own code through a file, for which the limit counts.
        using var project = new TestProject { Variables = ["DOTNET_EnableWriteXorExecute=0"] };
        (await project.BuildAsync("-t:EdiReadDefinition")).Succeeded();
        string script = $"{limit} && exec dotnet build small.ediproj -tl:off -p:EdiCacheDirectory={cache ?? project.Cache} -p:EdiBootstrapCache=false";
        var outcome = (await project.RunAsync("unshare", "--mount", "sh", "-c", script)).FailedWith("error EDI");
        Assert.DoesNotContain("EDI9001", outcome.Output, StringComparison.Ordinal);
        (await project.BuildAsync()).Succeeded();
        Assert.Empty((await project.BuildAsync()).Steps);
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    [LongTheory]
    [InlineData("obj", "I: extracting archives")]
    [InlineData("obj", "TASK [Greet on the root file system]")]
    [InlineData("obj", "EdiImage: it has not been built")]
    [InlineData("cache/buildah", "TASK [Greet on the root file system]")]
    [InlineData("cache/buildah", "EdiImage: it has not been built")]
    [InlineData("cache", "I: extracting archives")]
    public async Task A_folder_that_is_deleted_while_a_build_works_in_it_is_told_and_the_next_build_goes_on(string folder, string moment)
    {
        using var project = new TestProject();
        string cache = project.PathOf("cache");
        Directory.CreateDirectory(cache);
        string[] build = ["build", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={cache}"];
        using (var running = project.StartDotnet(build))
        {
            await running.WaitForAsync(moment);
            await project.RunAsync("rm", "-rf", folder); // What is mounted stays.
            var outcome = (await running.EndAsync()).FailedWith("error EDI");
            Assert.DoesNotContain("EDI9001", outcome.Output, StringComparison.Ordinal);
        }

        (await project.DotnetAsync(build)).Succeeded();
        Assert.Empty((await project.DotnetAsync(build)).Steps);
        (await project.DotnetAsync([.. build, "-t:Clean"])).Succeeded();
    }

    private static async Task SucceedsAsync(TestProject project)
    {
        (await project.BuildAsync("-t:EdiBootstrap")).Succeeded();
        Assert.True(File.Exists(project.PathOf(Archive)));
    }
}
