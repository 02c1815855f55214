using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>edi's second workflow on one project: a command makes the root file system, others use the container.</summary>
public sealed class CommandChainTests(CommandChainTests.BuiltChain built) : IClassFixture<CommandChainTests.BuiltChain>
{
    private static readonly string[] s_postprocessing =
    [
        "EdiPostprocess.100_files", "EdiPostprocess.200_tree", "EdiPostprocess.300_archive", "EdiPostprocess.400_image", "EdiPostprocess.500_container",
    ];

    private readonly TestProject _project = built.Project;

    [Fact]
    public async Task Commands_leave_files_folders_images_and_containers()
    {
        (await _project.BuildAsync()).Succeeded();
        await AssertMadeAsync(_project);
    }

    [Fact]
    public async Task A_second_build_runs_no_command_however_old_their_files_are()
    {
        (await _project.BuildAsync()).Succeeded();
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_project.PathOf("bin/Debug/text.txt")));
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task A_command_that_leaves_something_else_redoes_the_later_ones()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("plugins/postprocessing_commands/tree/tree.sh", "cat \"{{ text }}\"", "echo two; cat \"{{ text }}\"");
        _project.Replace("plugins/postprocessing_commands/tree/tree.sh", ">\"{{ tree }}\"", ">\"{{ tree }}\"; echo two >>\"{{ tree }}\"");
        Assert.Equal(s_postprocessing.Skip(1), (await _project.BuildAsync()).Steps);
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task A_command_that_leaves_the_same_redoes_no_other()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("plugins/postprocessing_commands/files/files.sh", "set -eu", "set -eu # as always");
        Assert.Equal(s_postprocessing.Take(1), (await _project.BuildAsync()).Steps);
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [LongFact]
    public async Task A_change_of_the_container_redoes_all_commands_that_may_use_it()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "greeting: hello", "greeting: welcome");
        Assert.Equal(s_postprocessing.Prepend("EdiConfigure.100_first"), (await _project.BuildAsync()).Steps);
        _project.Replace("small.yml", "greeting: welcome", "greeting: hello");
        (await _project.BuildAsync()).Succeeded();
    }

    [Theory]
    [InlineData("text.txt")]
    [InlineData("folder")]
    public async Task A_file_or_folder_that_was_removed_is_made_again(string name)
    {
        (await _project.BuildAsync()).Succeeded();
        (await _project.RunAsync("rm", "-r", $"bin/Debug/{name}")).Succeeded();
        Assert.Equal(s_postprocessing.Take(1), (await _project.BuildAsync()).Steps);
        await AssertMadeAsync(_project);
    }

    [Fact]
    public async Task Clean_refuses_when_something_is_mounted_in_a_folder_of_a_command()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount.");
        (await _project.BuildAsync()).Succeeded();
        string script = $"mount --bind plugins bin/Debug/folder/deep && exec dotnet build small.ediproj -t:Clean -tl:off -p:EdiCacheDirectory={_project.Cache}";
        (await _project.RunAsync("unshare", "--mount", "sh", "-c", script)).FailedWith("error EDI0006");
        await AssertMadeAsync(_project);
    }

    [LongFact]
    public async Task Clean_of_a_copy_leaves_what_commands_of_the_original_have_made()
    {
        (await _project.BuildAsync()).Succeeded();
        using var copy = new TestProject();
        (await _project.RunAsync("cp", "--archive", _project.PathOf("obj"), copy.Folder)).Succeeded();
        (await copy.BuildAsync("-t:Clean")).Succeeded();
        await AssertMadeAsync(_project);
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [LongFact]
    public async Task An_ordinary_user_builds_and_cleans()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can make the user that this test builds as.");
        using var user = OrdinaryUser.Create();
        using var project = new BuiltChain(user).Project;
        (await project.BuildAsync()).Succeeded();
        await AssertMadeAsync(project);
        string id = OrdinaryUser.Ids.User.ToString(CultureInfo.InvariantCulture);
        Assert.Equal("", (await project.RunAsync("find", "obj", "bin", "!", "-uid", id)).Succeeded().Output);

        // Clean does not need a definition that can be read.
        project.Write("small.yml", "nonsense: [");
        (await project.BuildAsync("-t:Clean")).Succeeded();
        Assert.Empty(Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
        Assert.False(Directory.Exists(project.PathOf("obj/small/Debug/artifacts")));
        Assert.NotEqual(0, (await project.RunAsync("podman", "image", "exists", Name(project))).ExitCode);
        Assert.DoesNotContain(Name(project), Store(project), StringComparison.Ordinal);
    }

    private static async Task AssertMadeAsync(TestProject project)
    {
        Assert.StartsWith("one\n", await File.ReadAllTextAsync(project.PathOf("bin/Debug/text.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("deep\n", await File.ReadAllTextAsync(project.PathOf("bin/Debug/folder/link"), TestContext.Current.CancellationToken));
        string tree = await File.ReadAllTextAsync(project.PathOf("bin/Debug/tree.txt"), TestContext.Current.CancellationToken);
        Assert.StartsWith("one\n", tree, StringComparison.Ordinal);
        Assert.Contains("\n0:0 etc/greeting\n", tree, StringComparison.Ordinal);
        Assert.Contains("\n0:42 etc/shadow\n", tree, StringComparison.Ordinal);
        var archive = (await project.RunAsync("tar", "--list", "--verbose", "--numeric-owner", "--file", "bin/Debug/archive.tar")).Succeeded();
        Assert.Matches(@"crw-r--r-- 0/0 +1,3 .* \./null", archive.Output);
        Assert.Contains("1234/4321", archive.Output, StringComparison.Ordinal);
        // Each command has a container of its own.
        Assert.Equal("hello small\n", await File.ReadAllTextAsync(project.PathOf("bin/Debug/report.txt"), TestContext.Current.CancellationToken));

        (await project.RunAsync("podman", "image", "exists", Name(project))).Succeeded();
        Assert.Contains($"\"{Name(project)}-container\"", Store(project), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(project.Folder, "*", SearchOption.AllDirectories),
            path => path.EndsWith(".partial", StringComparison.Ordinal) || Path.GetFileName(path) == "work");
    }

    private static string Name(TestProject project) =>
        $"small-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project.Folder)))[..8]}";

    /// <summary>What the engine's store has, by its own lists.</summary>
    private static string Store(TestProject project) =>
        File.ReadAllText($"{project.Cache}/buildah/overlay-containers/containers.json") + File.ReadAllText($"{project.Cache}/buildah/overlay-images/images.json");

    /// <summary>One project for all facts.</summary>
    public sealed class BuiltChain : IDisposable
    {
        public BuiltChain()
            : this(null)
        {
        }

        internal BuiltChain(Builder? builder)
        {
            Project = new(builder);
            Project.Write("small.yml", File.ReadAllText(Repository.PathOf("tests/images/commands.yml")));
        }

        internal TestProject Project { get; }

        public void Dispose()
        {
            // What commands have left in the engine's store would stay there.
            Project.BuildAsync("-t:Clean").GetAwaiter().GetResult().Succeeded();
            Project.Dispose();
        }
    }
}
