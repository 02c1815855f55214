using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests.Small;

/// <summary>What is built again after a change, and what is not.</summary>
public sealed class RebuildTests(SmallImageCopy copy) : IClassFixture<SmallImageCopy>
{
    private ImageProject Project => copy.Project;

    [Fact]
    public async Task A_second_build_runs_no_step_and_leaves_the_image()
    {
        await copy.RestoreAsync();
        var steps = Project.Steps();
        var changed = Project.Image.Changed;

        (await Project.BuildAsync()).Require();

        Assert.Equal(steps, Project.Steps());
        Assert.Equal(changed, Project.Image.Changed);
    }

    [Fact]
    public async Task A_changed_parameter_reruns_its_playbook_and_the_later_steps()
    {
        await copy.RestoreAsync();
        var steps = Project.Steps();

        copy.Change("small.yml", "greeting: hello", "greeting: good morning");
        (await Project.BuildAsync()).Require();

        Assert.Equal(["EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage"], StepsSince(steps));
    }

    [Fact]
    public async Task A_changed_parameter_leaves_the_earlier_playbooks()
    {
        await copy.RestoreAsync();
        var steps = Project.Steps();

        copy.Change("small.yml", "path: playbooks/second.yml", "path: playbooks/second.yml\n    parameters:\n      greeting: good morning");
        (await Project.BuildAsync()).Require();

        Assert.Equal(["EdiConfigure.200_second", "EdiImage"], StepsSince(steps));
    }

    [Fact]
    public async Task A_changed_playbook_changes_the_image()
    {
        await copy.RestoreAsync();
        var steps = Project.Steps();

        copy.Change("plugins/playbooks/second.yml", "mkfifo", "mkfifo --mode=600");
        (await Project.BuildAsync()).Require();

        // The first playbook can read all files of its folder, so it has run as well.
        Assert.Equal(["EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage"], StepsSince(steps));
        Assert.Equal("0600", (await (await Project.Image.Ext4Async(2)).FindAsync("/usr/local/bin/pipe"))!.Mode);
    }

    [Fact]
    public async Task A_changed_layout_reruns_the_image_only()
    {
        await copy.RestoreAsync();
        var steps = Project.Steps();

        copy.Change("small.yml", "free_space: 32MiB", "free_space: 48MiB");
        (await Project.BuildAsync()).Require();

        Assert.Equal(["EdiImage"], StepsSince(steps));
    }

    [Fact]
    public async Task A_playbook_that_fails_leaves_no_image()
    {
        await copy.RestoreAsync();

        copy.Change("plugins/playbooks/second.yml", "cat /etc/greeting", "cat /etc/no-greeting");
        var result = await Project.BuildAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("/etc/no-greeting", result.Output, StringComparison.Ordinal);
        Assert.False(Project.Image.Exists);
        Assert.False(File.Exists(Project.Checksums));
    }

    private IEnumerable<string> StepsSince(Dictionary<string, DateTime> before) =>
        Project.Steps()
            .Where(step => !before.TryGetValue(step.Key, out var time) || time != step.Value)
            .Select(step => step.Key)
            .Order(StringComparer.Ordinal);
}
