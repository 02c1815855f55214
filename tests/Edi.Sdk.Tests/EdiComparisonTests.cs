using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>What Edi.Sdk plans for definitions of edi, held against what edi has planned for them: tests/edi/README.md.</summary>
public sealed class EdiComparisonTests
{
    [Fact]
    public async Task Definitions_with_the_traits_of_real_projects_are_planned_as_edi_does()
    {
        var compared = (await CompareAsync(Repository.PathOf("tests/projects/traits"))).Succeeded();
        // A section that edi has forgotten may be refused with the advice to remove it, or be left out with that advice.
        string[] verdicts =
        [
            .. compared.Output.Split('\n').Where(line => line.StartsWith("projects/traits/", StringComparison.Ordinal))
                .Select(line => line.Replace("/emulated: equal when mended", "/emulated: equal", StringComparison.Ordinal)),
        ];
        Assert.Equal(
            [
                "projects/traits/commands: equal, 2 nodes",
                "projects/traits/emulated: equal, 14 nodes",
                "projects/traits/legacy: equal, 14 nodes",
                "projects/traits/missing: not planned by edi",
                "projects/traits/modern: equal, 8 nodes",
                "projects/traits/undefined: equal when mended, 1 nodes",
                "projects/traits/values: equal, 2 nodes",
            ],
            verdicts);
        Assert.Contains("Edi.Sdk: EDI1006 ", compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_says_something_else_differs_at_its_place()
    {
        using var folder = new TemporaryFolder();
        string project = folder.PathOf("projects/traits");
        Directory.CreateDirectory(project);
        using (var copy = RunningCommand.Start("/", new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "cp", "--archive", Repository.PathOf("tests/projects/traits/plugins"), project))
        {
            (await copy.EndAsync()).Succeeded();
        }

        string definition = await File.ReadAllTextAsync(Repository.PathOf("tests/projects/traits/values.yml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "values.yml"), definition.Replace("number: 42", "number: 43", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var compared = await CompareAsync(project);
        Assert.Equal(1, compared.ExitCode);
        Assert.Contains("projects/traits/values: differs, 2 nodes\n    definition.general.parameters.number: edi 42, Edi.Sdk 43\n", compared.Output, StringComparison.Ordinal);
        Assert.Contains("    playbooks.100_values.variables.number: edi 42, Edi.Sdk 43\n", compared.Output, StringComparison.Ordinal);
    }

    private static async Task<CommandOutcome> CompareAsync(string folder)
    {
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        using var compare = Builder.Current.Start(
            "/",
            [
                Repository.PathOf("tests/edi/compare"),
                "--recorded", Repository.PathOf("tests/edi/recorded.json"),
                "--tasks", Repository.PathOf($"artifacts/bin/Edi.Tasks/{configuration}/Edi.Tasks.dll"),
                folder,
            ]);
        return await compare.EndAsync();
    }
}
