using System.Text.Json.Nodes;
using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests.Engines;

/// <summary>
/// One small image, built, changed and broken: the rules that hold for each engine. Each fact begins with a finished build and
/// leaves the definition as it was.
/// </summary>
public abstract class BuildRules(BuiltProject built)
{
    private const string Image = "bin/Debug/small.img";
    private readonly TestProject _project = built.Project;

    /// <summary>Removes a layer from the engine's store, as somebody might who needs room.</summary>
    /// <param name="project">The project, which was built.</param>
    /// <param name="digest">What the step's digest says of it.</param>
    private protected abstract Task RemoveLayerAsync(TestProject project, string digest);

    // What runs after the playbooks is one step more with LXD and Incus.
    private string[] Steps(params string[] steps) =>
        built.Engine != "buildah" && steps.Any(step => step.StartsWith("EdiCon", StringComparison.Ordinal)) ? [.. steps[..^1], "EdiExport", steps[^1]] : steps;

    [Fact]
    public async Task A_build_ends_with_the_image_and_its_files()
    {
        var outcome = (await _project.BuildAsync()).Succeeded();
        Assert.Contains($"small -> {_project.PathOf(Image)}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["small.SHA256SUMS", "small.bmap", "small.img", "small.manifest"],
            Directory.GetFiles(_project.PathOf("bin/Debug")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        (await _project.RunAsync("sh", "-c", "cd bin/Debug && sha256sum --check small.SHA256SUMS")).Succeeded();
        Assert.NotEmpty(Directory.GetFiles(_project.PathOf("obj/small/log")));
    }

    [Fact]
    public async Task A_report_tells_the_partitions_and_packages_of_the_image()
    {
        (await _project.BuildAsync()).Succeeded();
        var report = JsonNode.Parse((await _project.DotnetAsync("msbuild", "small.ediproj", "-restore", "-t:EdiShowReport", "-p:EdiShowFormat=json", "-nologo", "-v:q")).Succeeded().Output)!;
        var table = JsonNode.Parse((await _project.RunAsync("/sbin/sfdisk", "--json", Image)).Succeeded().Output)!["partitiontable"]!;
        Assert.Equal(
            table["partitions"]!.AsArray().Select(partition => 512 * (long)partition!["size"]!),
            report["partitions"]!.AsArray().Select(partition => (long)partition!["size"]!));
        Assert.Equal(["/boot/firmware", "/"], report["partitions"]!.AsArray().Select(partition => (string?)partition!["mount_point"]));
        Assert.Equal(new FileInfo(_project.PathOf(Image)).Length, (long)report["size"]!);
        // As much as the definition asks for, at least.
        Assert.InRange((long)report["partitions"]![1]!["free"]!, 32 << 20, (long)report["partitions"]![1]!["size"]!);
        string[] manifest = await File.ReadAllLinesAsync(_project.PathOf("bin/Debug/small.manifest"), TestContext.Current.CancellationToken);
        Assert.Equal(
            manifest.Select(line => string.Join(' ', line.Split('\t')[..2])),
            report["packages"]!.AsArray().Select(package => $"{package!["name"]} {package["version"]}"));
        Assert.Contains("  2 ROOT     /               ext4 ", (await _project.BuildAsync("-t:EdiShowReport")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flashed_file_is_the_image()
    {
        (await _project.BuildAsync()).Succeeded();
        var outcome = await _project.BuildAsync("-t:EdiFlash", "-p:Device=card.img");
        Assert.Empty(outcome.Steps);
        Assert.Contains($"EdiFlash: writing small.img to the file {_project.PathOf("card.img")}", outcome.Output, StringComparison.Ordinal);
        (await _project.RunAsync("cmp", Image, "card.img")).Succeeded();
        (await _project.BuildAsync("-t:EdiFlash", $"-p:Device={Image}")).FailedWith("is the image itself");
        (await _project.BuildAsync("-t:EdiFlash")).FailedWith("error EDI7001: EdiFlash needs the device to write to: -p:Device=/dev/sdX.");
    }

    [Fact]
    public async Task A_flashed_device_has_what_the_image_has_whatever_was_on_it()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can attach a loop device.");
        (await _project.BuildAsync()).Succeeded();
        await using var device = await LoopDevice.AttachAsync(new FileInfo(_project.PathOf(Image)).Length + (1 << 20));
        await using var small = await LoopDevice.AttachAsync(1 << 20);
        (await _project.BuildAsync("-t:EdiFlash", $"-p:Device={small.Path}")).FailedWith("error EDI7004: The image has");
        var outcome = (await _project.BuildAsync("-t:EdiFlash", $"-p:Device={device.Path}")).Succeeded();
        Assert.Contains($"written to {device.Path} and read back", outcome.Output, StringComparison.Ordinal);

        var partitions = JsonNode.Parse((await _project.RunAsync("/sbin/sfdisk", "--json", device.File)).Succeeded().Output)!["partitiontable"]!["partitions"]!;
        long root = 512 * (long)partitions[1]!["start"]!;
        (await _project.RunAsync("/sbin/e2fsck", "-fn", $"{device.File}?offset={root}")).Succeeded();
    }

    [Fact]
    public async Task A_second_build_runs_no_step()
    {
        (await _project.BuildAsync()).Succeeded();
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task A_change_of_the_layout_redoes_only_the_image()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "free_space: 32MiB", "free_space: 33MiB");
        var outcome = await _project.BuildAsync();
        Assert.Equal(["EdiImage"], outcome.Steps);
        Assert.Matches(@"(?m)^ *~ ROOT: size [0-9.]+ MiB -> [0-9.]+ MiB, free [0-9.]+ MiB -> [0-9.]+ MiB$", outcome.Output);
        _project.Replace("small.yml", "free_space: 33MiB", "free_space: 32MiB");
    }

    [Fact]
    public async Task A_change_of_a_parameter_redoes_its_playbook_and_all_after_it()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "greeting: hello", "greeting: welcome");
        var outcome = await _project.BuildAsync();
        Assert.Equal(Steps("EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage"), outcome.Steps);
        Assert.Contains("EdiConfigure.100_first: parameter.greeting changed", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("EdiConfigure.200_second: the result of EdiConfigure.100_first changed", outcome.Output, StringComparison.Ordinal);
        _project.Replace("small.yml", "greeting: welcome", "greeting: hello");
    }

    [Fact]
    public async Task A_question_fails_exactly_when_something_would_run()
    {
        (await _project.BuildAsync()).Succeeded();
        (await _project.BuildAsync("-question")).Succeeded();
        _project.Replace("small.yml", "free_space: 32MiB", "free_space: 34MiB");
        Assert.NotEqual(0, (await _project.BuildAsync("-question")).ExitCode);
        _project.Replace("small.yml", "free_space: 34MiB", "free_space: 32MiB");
        (await _project.BuildAsync("-question")).Succeeded();
    }

    [Fact]
    public async Task An_image_that_was_altered_is_made_again()
    {
        (await _project.BuildAsync()).Succeeded();
        (await _project.RunAsync("truncate", "--size=1M", Image)).Succeeded();
        var outcome = await _project.BuildAsync();
        Assert.Equal(["EdiImage"], outcome.Steps);
        Assert.Contains($"EdiImage: {_project.PathOf(Image)} is not what the step has left", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_file_system_that_was_touched_is_the_same()
    {
        (await _project.BuildAsync()).Succeeded();
        (await _project.RunAsync("touch", "obj/small/Debug/bootstrap.tar", Image)).Succeeded();
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task A_layer_that_is_gone_from_the_store_is_made_again()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can use its store outside of a build.");
        (await _project.BuildAsync()).Succeeded();
        string layer = (await File.ReadAllTextAsync(_project.PathOf("obj/small/Debug/digest/EdiConfigure.200_second.txt"), TestContext.Current.CancellationToken)).Trim().Split('=')[1];
        await RemoveLayerAsync(_project, layer);
        var outcome = await _project.BuildAsync();
        Assert.Equal(Steps("EdiConfigure.200_second", "EdiImage"), outcome.Steps);
        Assert.Contains($"{layer} is missing", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_builds_at_a_time_are_one_after_the_other()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "greeting: hello", "greeting: twice");
        using var first = _project.StartBuild();
        using var second = _project.StartBuild();
        CommandOutcome[] outcomes = [(await first.EndAsync()).Succeeded(), (await second.EndAsync()).Succeeded()];
        Assert.Single(outcomes, outcome => outcome.Steps.SequenceEqual(Steps("EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage")));
        var waited = Assert.Single(outcomes, outcome => outcome.Steps.Length == 0);
        Assert.Contains("Another build of this project is running", waited.Output, StringComparison.Ordinal);
        _project.Replace("small.yml", "greeting: twice", "greeting: hello");
    }

    [Fact]
    public async Task A_change_that_is_taken_back_is_none()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "greeting: hello", "greeting: welcome");
        (await _project.BuildAsync("-t:EdiReadDefinition")).Succeeded();
        _project.Replace("small.yml", "greeting: welcome", "greeting: hello");
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task A_change_of_a_later_parameter_leaves_the_earlier_playbooks()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "path: playbooks/second.yml", "path: playbooks/second.yml\n    parameters: {mood: good}");
        Assert.Equal(Steps("EdiConfigure.200_second", "EdiImage"), (await _project.BuildAsync()).Steps);
        _project.Replace("small.yml", "path: playbooks/second.yml\n    parameters: {mood: good}", "path: playbooks/second.yml");
    }

    [Fact]
    public async Task A_playbook_that_fails_leaves_the_layers_before_it_and_no_image()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "path: playbooks/second.yml", "path: playbooks/broken.yml");
        _project.Write("plugins/playbooks/broken.yml", "- hosts: edi\n  gather_facts: false\n  tasks:\n    - ansible.builtin.command: 'false'\n");
        var outcome = await _project.BuildAsync();
        outcome.FailedWith("error EDI3002: The playbook 200_second failed");
        outcome.FailedWith("log/EdiConfigure.200_second.log");
        Assert.False(File.Exists(_project.PathOf(Image)));

        _project.Replace("small.yml", "path: playbooks/broken.yml", "path: playbooks/second.yml");
        File.Delete(_project.PathOf("plugins/playbooks/broken.yml"));
        Assert.DoesNotContain("EdiBootstrap", (await _project.BuildAsync()).Steps);
        Assert.True(File.Exists(_project.PathOf(Image)));
    }

    [Fact]
    public async Task A_bad_definition_leaves_a_good_image_alone()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Replace("small.yml", "partition_table: mbr", "partition_table: apm");
        (await _project.BuildAsync()).FailedWith("EDI1005");
        Assert.True(File.Exists(_project.PathOf(Image)));
        _project.Replace("small.yml", "partition_table: apm", "partition_table: mbr");
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task A_partition_that_is_too_small_is_a_coded_error_at_its_place()
    {
        _project.Replace("small.yml", "free_space: 32MiB", "size: 40MiB");
        (await _project.BuildAsync()).FailedWith("small.yml(21,5,21,12): error EDI5002");
        _project.Replace("small.yml", "size: 40MiB", "free_space: 32MiB");
        (await _project.BuildAsync()).Succeeded();
    }

    [Fact]
    public async Task A_deleted_image_is_made_again()
    {
        (await _project.BuildAsync()).Succeeded();
        File.Delete(_project.PathOf(Image));
        Assert.Equal(["EdiImage"], (await _project.BuildAsync()).Steps);
    }

    [Theory]
    [InlineData("EdiStep=EdiConfigure", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage")]
    [InlineData("EdiStep=EdiImage", "EdiImage")]
    [InlineData("EdiStep=200_second", "EdiConfigure.200_second", "EdiImage")]
    public async Task What_was_cleaned_from_a_step_on_is_made_again(string property, params string[] steps)
    {
        steps = Steps(steps);
        (await _project.BuildAsync()).Succeeded();
        Assert.Contains($"Cleaned: {string.Join(", ", steps)}", (await _project.BuildAsync("-t:EdiCleanFrom", $"-p:{property}")).Succeeded().Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_project.PathOf(Image)));
        var outcome = await _project.BuildAsync();
        Assert.Equal(steps, outcome.Steps);
        Assert.Contains($"{steps[0]}: it has not been built", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EdiStep=200_secnd", "The definition has no step '200_secnd'. Did you mean '200_second'?")]
    [InlineData("EdiRecursiveClean=all", "EdiRecursiveClean must be a number")]
    [InlineData("EdiNothing=0", "EdiCleanFrom needs either EdiStep")]
    public async Task Cleaning_from_no_step_is_a_coded_error(string property, string message) =>
        (await _project.BuildAsync("-t:EdiCleanFrom", $"-p:{property}")).FailedWith($"error EDI0012: {message}");

    [Fact]
    public async Task A_shell_is_in_the_result_of_a_step_and_leaves_it_as_it_was()
    {
        (await _project.BuildAsync()).Succeeded();
        Assert.Contains("a pipe", (await ShellAsync("test -p /usr/local/bin/pipe && echo a pipe && rm /usr/local/bin/pipe")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("hello small", (await ShellAsync("cat /etc/greeting", "-p:EdiStep=100_first")).Succeeded().Output, StringComparison.Ordinal);
        (await ShellAsync("cat /etc/greeting", "-p:EdiStep=EdiContainer")).FailedWith("error EDI0013: The shell ended with exit code 1");
        Assert.Empty((await _project.BuildAsync()).Steps);
    }

    [Fact]
    public async Task A_shell_on_a_terminal_has_one_of_its_own()
    {
        (await _project.BuildAsync()).Succeeded();
        Assert.Contains("/dev/pts/", (await OnTerminalAsync("-tl:off")).Succeeded().Output, StringComparison.Ordinal);
        // The logger colours its words one by one.
        (await OnTerminalAsync("-tl:auto")).FailedWith("EDI0013").FailedWith("MSBuild's terminal logger and a shell cannot share the terminal.");
    }

    [Fact]
    public async Task A_shell_is_in_the_container_of_a_playbook_that_failed()
    {
        (await _project.BuildAsync()).Succeeded();
        _project.Write("plugins/playbooks/broken.yml", "- hosts: edi\n  gather_facts: false\n  tasks:\n    - ansible.builtin.raw: echo half >/root/half; false\n");
        _project.Replace("small.yml", "path: playbooks/second.yml", "path: playbooks/broken.yml");
        (await _project.BuildAsync()).FailedWith("-t:EdiShell");
        var outcome = (await ShellAsync("cat /root/half")).Succeeded();
        Assert.Contains("EdiShell: EdiConfigure.200_second, as it was when it failed.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("half", outcome.Output, StringComparison.Ordinal);

        _project.Replace("small.yml", "path: playbooks/broken.yml", "path: playbooks/second.yml");
        File.Delete(_project.PathOf("plugins/playbooks/broken.yml"));
        (await _project.BuildAsync()).Succeeded();
        Assert.DoesNotContain("as it was when it failed", (await ShellAsync("true")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_refuses_when_something_is_mounted_below()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount.");
        string precious = Directory.CreateTempSubdirectory("edi-precious-").FullName;
        File.WriteAllText(Path.Combine(precious, "file"), "precious");
        (await _project.BuildAsync()).Succeeded();
        string script = $"mount --bind {precious} obj/small/Debug/stamp && exec dotnet build small.ediproj -t:Clean -tl:off -p:EdiCacheDirectory={_project.Cache}";
        (await _project.RunAsync("unshare", "--mount", "sh", "-c", script)).FailedWith("error EDI0006");
        Assert.True(File.Exists(Path.Combine(precious, "file")));
        Assert.True(File.Exists(_project.PathOf("obj/small/Debug/bootstrap.tar")));
        Directory.Delete(precious, recursive: true);
    }

    [Fact]
    public async Task Clean_of_a_copy_leaves_the_layers_of_the_original()
    {
        (await _project.BuildAsync()).Succeeded();
        using var copy = new TestProject(engine: built.Engine);
        (await _project.RunAsync("cp", "--archive", _project.PathOf("obj"), copy.Folder)).Succeeded();
        (await copy.BuildAsync("-t:Clean")).Succeeded();
        Assert.False(Directory.Exists(copy.PathOf("obj/small/Debug/stamp")));

        File.Delete(_project.PathOf(Image));
        Assert.Equal(["EdiImage"], (await _project.BuildAsync()).Steps);
    }

    private Task<CommandOutcome> ShellAsync(string script, params string[] arguments) =>
        _project.RunAsync(["sh", "-c", "script=$1; shift; echo \"$script\" | dotnet build small.ediproj -t:EdiShell -tl:off \"$@\"", "sh", script, $"-p:EdiCacheDirectory={_project.Cache}", .. arguments]);

    private Task<CommandOutcome> OnTerminalAsync(string logger) =>
        _project.RunAsync("sh", "-c", $"printf 'tty\\nexit\\n' | script --quiet --return --command 'stty cols 80 rows 24; TERM=xterm dotnet build small.ediproj -t:EdiShell {logger} -p:EdiCacheDirectory={_project.Cache}' /dev/null");
}
