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
        (await project.BuildAsync(s_bootstrap)).FailedWith("small.yml(4,12,4,37): error EDI2007: The mirror 'http://127.0.0.1:9/debian' does not answer:");
        project.Replace("small.yml", "\n  mirrors: http://127.0.0.1:9/debian", "");
        await SucceedsAsync(project);
    }

    [Fact]
    public async Task Without_a_network_one_error_says_so_before_anything_runs()
    {
        using var project = new TestProject();
        var outcome = (await project.RunAsync(["unshare", "--net", "dotnet", "build", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}", .. s_bootstrap]))
            .FailedWith("small.yml(3,10,3,16): error EDI2007: No mirror can be reached, and packages come from there:");
        Assert.DoesNotContain("EdiBootstrap: ", outcome.Output, StringComparison.Ordinal);
        Assert.Single(outcome.Output.Split('\n').Select(line => line.Trim()).Distinct(), line => line.Contains(": error ", StringComparison.Ordinal));
    }

    /// <summary>The definition is what is wrong, so nothing that was made of it before is touched; and the native twin would take a minute.</summary>
    [Fact]
    public async Task A_misspelt_package_is_told_before_anything_runs_and_loses_nothing()
    {
        using var user = Environment.UserName == "root" ? OrdinaryUser.Create() : null;
        using var project = new TestProject(user);
        (await project.BuildAsync("-t:EdiBootstrap")).Succeeded();
        project.Replace("small.yml", "python3, libcap2-bin", "pyhton3, libcap2-bin, wireguard-tolls");
        var outcome = (await project.BuildAsync("-t:EdiBootstrap"))
            .FailedWith("small.yml(4,25,4,32): error EDI2006: No mirror has the package 'pyhton3'").FailedWith("Did you mean 'python3'?").FailedWith("Did you mean 'wireguard-tools'?");
        Assert.DoesNotContain("EdiBootstrap: ", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(project.PathOf(Archive)));
        project.Replace("small.yml", "pyhton3, libcap2-bin, wireguard-tolls", "python3, libcap2-bin");
        Assert.Empty((await project.BuildAsync("-t:EdiBootstrap")).Succeeded().Steps);
        Assert.False(Directory.Exists(project.PathOf("obj/small/Debug/resolution")));
    }

    [LongFact]
    public async Task A_package_whose_script_fails_is_told_where_it_is_named()
    {
        using var project = new TestProject();
        project.Write("archive/package/DEBIAN/control", "Package: broken\nVersion: 1\nArchitecture: all\nMaintainer: me <me@example.org>\nDescription: fails\n");
        project.Write("archive/package/DEBIAN/postinst", "#!/bin/sh\necho 'it has a reason'\nexit 3\n");
        const string make = "chmod 755 package/DEBIAN/postinst && dpkg-deb --root-owner-group --build package broken.deb && rm -r package "
            + "&& { dpkg-deb --field broken.deb; echo \"Filename: broken.deb\nSize: $(stat -c %s broken.deb)\nSHA256: $(sha256sum broken.deb | cut -d ' ' -f 1)\"; } >Packages";
        (await project.RunAsync("sh", "-euc", $"cd archive && {make}")).Succeeded();
        project.Replace("small.yml", "suite: trixie\n  additional_packages: [python3, libcap2-bin]", $$"""
            suite: trixie
              mirrors: [http://deb.debian.org/debian, {uri: 'copy:{{project.PathOf("archive")}}', suite: ./, unsigned: true}]
              additional_packages: [python3, broken]
            """);
        (await project.BuildAsync(s_bootstrap))
            .FailedWith("small.yml(5,34,5,40): error EDI2001: 'mmdebstrap' ended with exit code")
            .FailedWith("It said: dpkg: error processing package broken (--configure): installed broken package post-installation script subprocess returned error exit status 3. The whole log: ");
        Assert.Contains("it has a reason", await File.ReadAllTextAsync(project.PathOf("obj/small/log/EdiBootstrap.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
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

    [Fact]
    public async Task A_keyring_that_nobody_may_read_is_told_where_it_is_named()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can make a file that the builder cannot read.");
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        project.Write("closed.gpg", "keys");
        project.Write("closed/keys.gpg", "keys");
        project.Replace("small.yml", "suite: trixie", "suite: trixie\n  keyring: [closed.gpg, closed/keys.gpg]");
        File.SetUnixFileMode(project.PathOf("closed.gpg"), UnixFileMode.None);
        File.SetUnixFileMode(project.PathOf("closed"), UnixFileMode.None);
        (await project.BuildAsync("-t:EdiReadDefinition"))
            .FailedWith("small.yml(4,13,4,23): error EDI2004: The keyring 'closed.gpg' may not be read by the user who builds.")
            .FailedWith("small.yml(4,25,4,40): error EDI2004: The keyring 'closed/keys.gpg' may not be read by the user who builds: a folder before it is closed.");
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
