using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>How commands are run and what becomes of what they leave, on projects that consist of little else.</summary>
public sealed class CommandStepTests
{
    private const string NeedsRoot = "Only root can make the user that this test builds as.";

    [Fact]
    public async Task Commands_alone_are_a_project()
    {
        using var project = new TestProject();
        Define(project, ("10_first", "output: {one: one.txt}", "echo 1 >'{{ one }}'"), ("20_second", "output: {two: two.txt}", "cat '{{ one }}' >'{{ two }}'"));
        var outcome = await project.BuildAsync();
        Assert.Equal(["EdiPostprocess.10_first", "EdiPostprocess.20_second"], outcome.Steps);
        Assert.Contains($"small -> {project.PathOf("bin/Debug/two.txt")}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("1\n", await ReadAsync(project, "bin/Debug/two.txt"));
        Assert.Empty((await project.BuildAsync()).Steps);

        (await project.BuildAsync("-t:Clean")).Succeeded();
        Assert.Empty(Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
    }

    [Fact]
    public async Task An_output_that_is_not_what_its_name_says_is_told_in_every_build()
    {
        const string warning = "small.yml(4,19,4,26): warning EDI3016: The command 10_first ended well, and its output one is not what its name says: 'one.tar' should be a tar archive, and is a text: 'tar is missing'.";
        using var project = new TestProject();
        Define(project, ("10_first", "output: {one: one.tar}", "echo 'tar is missing' >'{{ one }}'"));
        Assert.Contains(warning, (await project.BuildAsync()).Succeeded().Output, StringComparison.Ordinal);
        var again = (await project.BuildAsync()).Succeeded();
        Assert.Empty(again.Steps);
        Assert.Contains(warning, again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("EDI3016", (await project.BuildAsync("-p:NoWarn=EDI3016")).Succeeded().Output, StringComparison.Ordinal);
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    [Theory]
    [InlineData("false")]
    [InlineData("unshare")]
    [InlineData("fakeroot")]
    [InlineData("true")]
    public async Task The_umask_of_who_builds_is_not_that_of_a_command(string requireRoot)
    {
        Assert.SkipUnless(requireRoot != "true" || Environment.UserName == "root", "The build must run as root.");
        using var project = new TestProject();
        Define(project, ("10_first", $"require_root: {requireRoot}\n    output: {{one: one.txt}}", "umask >'{{ one }}'"));
        (await project.RunAsync("sh", "-c", $"umask 077; exec dotnet build small.ediproj -tl:off -p:EdiCacheDirectory={project.Cache}")).Succeeded();
        Assert.Equal("0022\n", await ReadAsync(project, "bin/Debug/one.txt"));
    }

    [Fact]
    public async Task A_command_that_fails_leaves_nothing_of_its_own_and_nothing_that_is_later()
    {
        using var project = new TestProject();
        Define(
            project,
            ("10_first", "output: {one: one.txt}", "echo 1 >'{{ one }}'"),
            ("20_second", "output: {two: two.txt, image: {location: edi-test-failing, type: podman-image}}", $"echo 2 >'{{{{ two }}}}'\n{CommitScratch}"),
            ("30_third", "output: {three: three.txt}", "echo 3 >'{{ three }}'"));
        (await project.BuildAsync()).Succeeded();
        project.Replace("plugins/20_second/20_second.sh", CommitScratch, $"mkdir '{{{{ edi_work_directory }}}}/temporary'\n{CommitScratch}\necho 'it went wrong' >&2\nexit 3");
        var outcome = (await project.BuildAsync()).FailedWith("small.yml(5,3,5,12): error EDI3004: The command 20_second failed: 20_second.sh ended with exit code 3.");
        outcome.FailedWith("error EDI3004: it went wrong");
        Assert.Equal([project.PathOf("bin/Debug/one.txt")], Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
        Assert.False(Directory.Exists(project.PathOf("obj/small/Debug/work")));
        string images = await File.ReadAllTextAsync($"{project.Cache}/buildah/overlay-images/images.json", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("edi-test-failing", images, StringComparison.Ordinal);

        project.Replace("plugins/20_second/20_second.sh", "exit 3", "");
        Assert.Equal(["EdiPostprocess.20_second", "EdiPostprocess.30_third"], (await project.BuildAsync()).Steps);
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    [Fact]
    public async Task Every_output_that_is_missing_is_an_error_at_its_place()
    {
        using var project = new TestProject();
        Define(
            project,
            ("10_first", "output:\n      one: one.txt\n      two: two.txt\n      image: {location: edi-test-missing, type: podman-image}\n      container: {location: edi-test-missing, type: buildah-container}\n      pipe: folder", "echo 1 >'{{ one }}'\nmkdir '{{ pipe }}'\nmkfifo '{{ pipe }}/fifo'"));
        var outcome = await project.BuildAsync();
        outcome.FailedWith("small.yml(6,12,6,19): error EDI3005: The command 10_first ended well and has not made its output two: the file or folder 'two.txt' does not exist.");
        outcome.FailedWith("small.yml(7,25,7,41): error EDI3005");
        outcome.FailedWith("the image 'edi-test-missing' does not exist");
        outcome.FailedWith("small.yml(8,29,8,45): error EDI3005");
        outcome.FailedWith("small.yml(9,13,9,19): error EDI3005: The command 10_first has made 'folder/fifo', which is neither");
        Assert.Empty(Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
    }

    [Fact]
    public async Task A_command_that_needs_the_real_root_is_refused_before_anything_is_built()
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        Define(
            project,
            ("10_first", "output: {one: one.txt}", "echo 1 >'{{ one }}'"),
            ("20_second", "require_root: true\n    output: {two: two.txt}", "echo 2 >'{{ two }}'"),
            ("30_third", "output: {image: {location: edi-test-root, type: podman-image-root}}", "exit 1"));
        var outcome = (await project.BuildAsync()).FailedWith("small.yml(5,3,5,12): error EDI3006: The command 20_second has 'require_root: true'");
        outcome.FailedWith("error EDI3006: The command 30_third leaves the image 'edi-test-root' in root's store");
        Assert.DoesNotContain("EdiPostprocess", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_root_runs_a_command_outside_of_the_sandbox()
    {
        Assert.SkipUnless(Environment.UserName == "root", "The build must run as root.");
        using var project = new TestProject();
        Define(
            project,
            ("10_first", "require_root: true\n    output: {map: map.txt, image: {location: edi-test-root, type: podman-image-root}}", """
            cat /proc/self/uid_map >'{{ map }}'
            chown 1000:1000 '{{ map }}'
            echo content >'{{ edi_work_directory }}/file'
            tar --create --directory '{{ edi_work_directory }}' file | podman import --quiet - edi-test-root
            """));
        (await project.BuildAsync()).Succeeded();
        Assert.Equal(await File.ReadAllTextAsync("/proc/self/uid_map", TestContext.Current.CancellationToken), await ReadAsync(project, "bin/Debug/map.txt"));
        Assert.Equal("0:0\n", (await project.RunAsync("stat", "--format=%u:%g", "bin/Debug/map.txt")).Succeeded().Output + "\n");
        Assert.False(Directory.Exists(project.PathOf("obj/small/Debug/work")));
        (await project.RunAsync("podman", "image", "exists", "edi-test-root")).Succeeded();

        (await project.BuildAsync("-t:Clean")).Succeeded();
        Assert.NotEqual(0, (await project.RunAsync("podman", "image", "exists", "edi-test-root")).ExitCode);
    }

    [Fact]
    public async Task Under_sudo_files_and_images_belong_to_the_caller()
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        using var user = OrdinaryUser.CreateWithSudo();
        using var caller = OrdinaryUser.Create();
        using var project = new TestProject(user);
        Define(project, ("10_first", "output: {one: one.txt, image: {location: edi-test-sudo, type: podman-image}}", $"echo 1 >'{{{{ one }}}}'\n{CommitScratch}"));
        (await project.BuildAsync()).Succeeded();
        Assert.True(await HasImageAsync(caller, "edi-test-sudo"));
        Assert.Equal(OrdinaryUser.Ids.User, int.Parse((await project.RunAsync("stat", "--format=%u", "bin/Debug/one.txt")).Succeeded().Output, System.Globalization.CultureInfo.InvariantCulture));
        (await project.BuildAsync("-t:Clean")).Succeeded();
        Assert.False(await HasImageAsync(caller, "edi-test-sudo"));
    }

    [Fact]
    public async Task Clean_leaves_an_image_that_somebody_else_has_given_the_name()
    {
        using var project = new TestProject();
        Define(project, ("10_first", "output: {image: {location: edi-test-taken, type: podman-image}}", CommitScratch));
        (await project.BuildAsync()).Succeeded();
        (await project.RunAsync("sh", "-c", "tar --create --file - nuget.config | podman import --quiet - edi-test-taken")).Succeeded();
        (await project.BuildAsync("-t:Clean")).Succeeded();
        (await project.RunAsync("podman", "image", "rm", "edi-test-taken")).Succeeded();
    }

    [Fact]
    public async Task An_image_may_be_the_root_file_system()
    {
        using var project = new TestProject();
        project.Write(
            "small.yml",
            """
            preprocessing_commands:
              10_root:
                path: root/root.sh
                output: {edi_bootstrapped_rootfs: {location: edi-test-rootfs, type: podman-image}}
            postprocessing_commands:
              10_list:
                path: list/list.sh
                require_root: unshare
                output: {list: list.txt}
            """);
        WriteScript(project, "root/root.sh", "container=$(buildah from scratch)\nmkdir \"$(buildah mount $container)/etc\"\nbuildah commit --quiet --rm $container '{{ edi_bootstrapped_rootfs }}'");
        WriteScript(project, "list/list.sh", "ls \"$edi_project_container_root\" >'{{ list }}'");
        Assert.Equal(["EdiPreprocess.10_root", "EdiContainer", "EdiPostprocess.10_list"], (await project.BuildAsync()).Steps);
        Assert.Equal("etc\n", await ReadAsync(project, "bin/Debug/list.txt"));
        Assert.Empty((await project.BuildAsync()).Steps);
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    [LongFact]
    public async Task The_container_is_an_image_of_LXD_for_a_command_of_edis_first_workflow()
    {
        using var project = new TestProject();
        project.Write(
            "small.yml",
            """
            bootstrap:
              repository: deb https://deb.debian.org/debian trixie main
              additional_packages: [libcap2-bin]
            """);
        (await project.BuildAsync()).Succeeded();
        const string list = "tar --list --verbose --gzip --numeric-owner --file '{{ edi_input_artifact }}' >'{{ list }}'\ntar --extract --to-stdout --gzip --file '{{ edi_input_artifact }}' metadata.yaml >'{{ metadata }}'";
        Define(project, ("10_list", "output: {list: list.txt, metadata: metadata.yaml}", list), ("20_again", "output: {sum: sum.txt}", "sha256sum '{{ edi_input_artifact }}' >'{{ sum }}'"));
        project.Write("small.yml", "bootstrap:\n  repository: deb https://deb.debian.org/debian trixie main\n  additional_packages: [libcap2-bin]\n" + await ReadAsync(project, "small.yml"));
        Assert.Equal(["EdiPostprocess.10_list", "EdiPostprocess.20_again"], (await project.BuildAsync()).Steps);
        Assert.Contains(" 0/42 ", await ReadAsync(project, "bin/Debug/list.txt"), StringComparison.Ordinal);
        Assert.Contains(" rootfs/etc/shadow\n", await ReadAsync(project, "bin/Debug/list.txt"), StringComparison.Ordinal);
        Assert.Contains("architecture: \"x86_64\"\ncreation_date: ", await ReadAsync(project, "bin/Debug/metadata.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("tar --create", await ReadAsync(project, "obj/small/log/EdiPostprocess.20_again.log"), StringComparison.Ordinal);
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("KILL", 137)]
    public async Task A_build_that_is_ended_leaves_nothing_of_the_command(string signal, int exitCode)
    {
        using var project = new TestProject();
        Define(project, ("10_first", "output: {one: one.txt}", "echo 1 >'{{ one }}'\necho 2 >'{{ edi_work_directory }}/two'\necho 'now it waits'\nsleep 600"));
        using var build = project.StartBuild();
        await build.WaitForAsync("now it waits");
        build.Signal(signal);
        Assert.Equal(exitCode, (await build.EndAsync()).ExitCode);
        for (int i = 0; i < 100 && Files(project).Length > 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }

        Assert.Empty(Files(project));

        static string[] Files(TestProject project) =>
        [
            .. Directory.GetFileSystemEntries(project.PathOf("bin/Debug")),
            .. Directory.Exists(project.PathOf("obj/small/Debug/work")) ? Directory.GetFileSystemEntries(project.PathOf("obj/small/Debug/work")) : [],
        ];
    }

    /// <summary>The shortest way to an image that the output <c>image</c> names.</summary>
    private const string CommitScratch = "container=$(buildah from scratch)\nbuildah commit --quiet --rm $container '{{ image }}'";

    /// <summary>Writes a definition of postprocessing commands, each with its keys in YAML and its script, and a folder of its own.</summary>
    private static void Define(TestProject project, params (string Name, string Keys, string Script)[] commands)
    {
        project.Write("small.yml", "postprocessing_commands:\n" + string.Concat(commands.Select(command => $"  {command.Name}:\n    path: {command.Name}/{command.Name}.sh\n    {command.Keys}\n")));
        foreach (var (name, _, script) in commands)
        {
            WriteScript(project, $"{name}/{name}.sh", script);
        }
    }

    private static void WriteScript(TestProject project, string path, string script) => project.Write($"plugins/{path}", $"#!/bin/sh\nset -eu\n{script}\n");

    private static Task<string> ReadAsync(TestProject project, string path) => File.ReadAllTextAsync(project.PathOf(path), TestContext.Current.CancellationToken);

    private static async Task<bool> HasImageAsync(Builder user, string name)
    {
        using var podman = user.Start("/", ["podman", "image", "exists", name]);
        return (await podman.EndAsync()).ExitCode == 0;
    }
}
