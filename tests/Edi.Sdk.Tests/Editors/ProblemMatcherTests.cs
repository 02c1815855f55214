using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Editors;

/// <summary>What a build prints is what editors make clickable problems of.</summary>
public sealed partial class ProblemMatcherTests
{
    [Fact]
    public async Task A_mistake_in_the_definition_has_its_place()
    {
        using var project = new TestProject();
        project.Replace("small.yml", "suite: trixie", "suit: trixie");
        var problem = Assert.Single(Problems(await project.BuildAsync()), problem => problem.Code == "EDI1002");
        Assert.Equal((project.PathOf("small.yml"), "3,3,3,7", "error"), (problem.File, problem.Location, problem.Severity));
        Assert.StartsWith("'suit' is not a key of section 'bootstrap'. Did you mean 'suite'?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_project_has_its_place()
    {
        using var project = new TestProject();
        project.WriteProject("small", "<ItemGroup>\n  <EdiPlaybook Include=\"100_first\" Pat=\"x\" />\n</ItemGroup>");
        var problem = Assert.Single(Problems(await project.BuildAsync()), problem => problem.Code == "EDI1002");
        Assert.Equal((project.PathOf("small.ediproj"), "2,4,2,15", "error"), (problem.File, problem.Location, problem.Severity));
    }

    [LongFact]
    public async Task What_is_likely_a_mistake_in_the_image_is_a_warning_at_its_cause()
    {
        using var project = new TestProject();
        var outcome = await project.BuildAsync("-p:EdiLint=true");
        var warnings = Problems(outcome.Succeeded()).Where(problem => problem.Code.StartsWith("EDI4", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.Equal((project.PathOf("small.yml"), "warning"), (warning.File, warning.Severity)));
        Assert.All(warnings, warning => Assert.Matches("^[1-9][0-9]*,[1-9][0-9]*,[1-9][0-9]*,[1-9][0-9]*$", warning.Location));
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    /// <summary>Each line of such a message is a problem; it has no place that one could go to.</summary>
    [Fact]
    public async Task An_error_without_a_place_has_its_code()
    {
        using var project = new TestProject();
        var problem = Assert.Single(Problems(await project.BuildAsync("-t:EdiBootstrap", "-p:EdiCacheLimit=10GB")));
        Assert.Equal(("Edi.Sdk", "", "error", "EDI1005"), (problem.File, problem.Location, problem.Severity, problem.Code));
        Assert.StartsWith("The property EdiCacheLimit must be a size", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>The problems as the task runner of an editor would list them; MSBuild tells each twice.</summary>
    private static Problem[] Problems(CommandOutcome outcome) =>
    [
        .. outcome.Output.Split('\n').Select(line => MsCompile().Match(line)).Where(match => match.Success)
            .Select(match => new Problem(match.Groups[1].Value, match.Groups[2].Value, match.Groups[4].Value, match.Groups[5].Value, match.Groups[6].Value))
            .Distinct(),
    ];

    /// <summary><c>$msCompile</c> of Visual Studio Code: src/vs/workbench/contrib/tasks/common/problemMatcher.ts in microsoft/vscode.</summary>
    [GeneratedRegex(@"^\s*(?:\s*\d+>)?(\S.*?)(?:\((\d+|\d+,\d+|\d+,\d+,\d+,\d+)\))?\s*:\s+(?:(\S+)\s+)?((?:fatal +)?error|warning|info)\s+(\w+\d+)?\s*:\s*(.*)$", RegexOptions.ECMAScript)]
    private static partial Regex MsCompile();

    private sealed record Problem(string File, string Location, string Severity, string Code, string Message);
}
