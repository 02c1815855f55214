using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Ci;

/// <summary>The files for servers that docs/ci.md shows: their scripts run here as a server runs them.</summary>
public sealed class WorkflowTests
{
    public static TheoryData<string> Files => [.. Workflow.Files];

    [Fact]
    public void There_is_no_file_that_nobody_runs() =>
        Assert.Equal(Workflow.Files.Order(), Directory.GetFiles(Repository.PathOf("docs/ci")).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void The_page_shows_the_file_as_it_is(string file) =>
        Assert.Contains($"```yaml\n{File.ReadAllText(Workflow.PathOf(file))}```\n", File.ReadAllText(Repository.PathOf("docs/ci.md")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_mistake_ends_the_job_and_is_in_the_log_that_is_kept(string file)
    {
        using var run = new WorkflowRun(file);
        run.Project.Write("small.yml", "bootstrap: 1\n");
        (await run.RunAsync()).FailedWith("small.yml(1,12,1,13): error EDI1003");
        Assert.Empty(run.FindMissing("bin/Release/publish", "TestResults", "obj/*/log"));
    }

    [LongTheory]
    [MemberData(nameof(Files))]
    public async Task A_run_leaves_the_release_and_the_next_one_begins_with_what_it_has_fetched(string file)
    {
        using var run = new WorkflowRun(file);
        run.Project.Replace("small.yml", "  additional_packages: [python3, libcap2-bin]\n", "  additional_packages: [python3, libcap2-bin, hello]\n");
        // The small image is not meant to boot.
        (await run.RunAsync(IsNoTest)).Succeeded();
        Assert.Empty(run.FindMissing("TestResults"));
        await run.MoveAsync();
        var again = await run.RunAsync(IsNoTest);
        Assert.Contains("is in the cache, and is taken from there", again.Succeeded().Output, StringComparison.Ordinal);
        Assert.Empty(run.FindMissing("TestResults"));

        static bool IsNoTest(string line) => !line.Contains("dotnet test ", StringComparison.Ordinal);
    }
}
