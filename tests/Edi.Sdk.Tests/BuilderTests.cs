using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>An ordinary user builds, alone and through sudo, and owns what a build leaves.</summary>
public sealed partial class BuilderTests
{
    private const string NeedsRoot = "Only root can make the user that this test builds as.";

    [Fact]
    public async Task An_ordinary_user_builds_without_any_privilege()
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        project.Replace("small.yml", "partition_table: mbr", "partition_table: mbr\n  formats: [partitions, zstd]");
        string[] others = Layers(project);
        (await project.BuildAsync()).Succeeded();
        await AssertOwnedByUserAsync(project);
        Assert.Equal(3, Layers(project).Except(others).Count());
        await using var device = await LoopDevice.AttachAsync(1 << 20);
        (await project.BuildAsync("-t:EdiFlash", $"-p:Device={device.Path}")).FailedWith("error EDI7005: edi-test-user may not write " + device.Path);

        (await project.BuildAsync("-t:Clean")).Succeeded();
        Assert.Empty(Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
        Assert.False(File.Exists(project.PathOf("obj/small/Debug/bootstrap.tar")));
        Assert.Empty(Layers(project).Except(others));
    }

    [LongFact]
    public async Task An_image_of_another_architecture_changes_nothing_outside_of_project_and_cache()
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        project.Replace("small.yml", "suite: trixie", "suite: trixie\n  architecture: arm64");
        string[] handlers = Directory.GetFileSystemEntries("/proc/sys/fs/binfmt_misc");
        string[] mounts = HostMounts.Read();
        string[] processes = OrdinaryUser.Processes();
        string start = project.PathOf("start");
        await File.WriteAllTextAsync(start, "", TestContext.Current.CancellationToken);

        var build = (await project.BuildAsync("-t:EdiConfigure")).Succeeded();
        Assert.Contains("EdiNativeTwin: ", build.Output, StringComparison.Ordinal);
        Assert.Equal(handlers, Directory.GetFileSystemEntries("/proc/sys/fs/binfmt_misc"));
        Assert.Equal(mounts, HostMounts.Read());
        Assert.Empty(OrdinaryUser.Processes().Except(processes));
        Assert.Empty(await OrdinaryUser.FilesAsync(newerThan: start, except: [project.Folder, project.Cache]));
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    [Fact]
    public async Task What_a_build_under_sudo_leaves_belongs_to_the_caller()
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        using var user = OrdinaryUser.CreateWithSudo();
        using var project = new TestProject(user);
        (await project.BuildAsync()).Succeeded();
        await AssertOwnedByUserAsync(project);
        (await project.DotnetAsync("publish", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}")).Succeeded();
        await AssertOwnedByUserAsync(project);

        project.Write("plugins/playbooks/second.yml", "- hosts: edi\n  gather_facts: false\n  tasks:\n    - ansible.builtin.command: 'false'\n");
        (await project.BuildAsync()).FailedWith("EDI3002");
        await AssertOwnedByUserAsync(project);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task What_a_build_under_sudo_leaves_that_is_ended_belongs_to_the_caller(string signal)
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        using var user = OrdinaryUser.CreateWithSudo();
        using var project = new TestProject(user);
        using (var build = project.StartBuild("-p:EdiBootstrapCache=false"))
        {
            await build.WaitForAsync("I: downloading packages");
            build.SignalAll(signal);
            var outcome = await build.EndAsync();
            Assert.True(outcome.ExitCode != 0, $"The {signal} was not heard:\n{outcome.Output}");
        }

        await AssertOwnedByUserAsync(project);
    }

    [LongFact]
    public async Task Builds_in_turn_of_a_user_and_with_sudo_make_what_the_other_store_lacks()
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        using var sudo = OrdinaryUser.CreateWithSudo();
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        string[] layersAndImage = ["EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage"];
        (await project.BuildAsync()).Succeeded();
        var withSudo = await project.RunAsync("sudo", "--non-interactive", "dotnet", "build", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={sudo.Cache}");
        Assert.Equal(layersAndImage, withSudo.Steps);
        Assert.Equal(layersAndImage, (await project.BuildAsync()).Steps);
        Assert.Empty((await project.BuildAsync()).Steps);

        // A device needs sudo, and the build does not.
        await using var device = await LoopDevice.AttachAsync(new FileInfo(project.PathOf("bin/Debug/small.img")).Length);
        var flashed = await project.BuildAsync("-t:EdiFlash", $"-p:Device={device.Path}");
        Assert.Contains($"written to {device.Path} and read back", flashed.Succeeded().Output, StringComparison.Ordinal);
        Assert.Empty(flashed.Steps);
    }

    /// <summary>The names of all layers in the builder's store: those of other projects stay.</summary>
    private static string[] Layers(TestProject project)
    {
        string images = $"{project.Cache}/buildah/overlay-images/images.json";
        return File.Exists(images) ? [.. LayerName().Matches(File.ReadAllText(images)).Select(match => match.Value)] : [];
    }

    [GeneratedRegex(@"localhost/edi-[^""]+")]
    private static partial Regex LayerName();

    private static async Task AssertOwnedByUserAsync(TestProject project)
    {
        string user = OrdinaryUser.Ids.User.ToString(CultureInfo.InvariantCulture);
        var others = await project.RunAsync("find", "obj", "bin", "!", "-uid", user);
        Assert.Equal("", others.Succeeded().Output);
    }
}
