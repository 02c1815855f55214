using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Editors;

/// <summary>What a build prints is what editors make clickable problems of.</summary>
public sealed class ProblemMatcherTests
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

    /// <summary>There MSBuild's other logger writes, which indents them and breaks no line that the terminal breaks itself.</summary>
    [Fact]
    public async Task At_a_terminal_a_mistake_has_the_same_place()
    {
        using var project = new TestProject();
        project.Replace("small.yml", "suite: trixie", "suit: trixie");
        var problem = Assert.Single(Problems(await project.BuildAsync()), problem => problem.Code == "EDI1002");
        // Only the console logger names the project.
        Assert.Equal(problem with { Message = problem.Message.Replace($" [{project.PathOf("small.ediproj")}]", "", StringComparison.Ordinal) }, Assert.Single(await ProblemsAtTerminalAsync(project)));
    }

    /// <summary>That logger puts a message of several lines below its place, where $msCompile alone finds none.</summary>
    [Fact]
    public async Task At_a_terminal_a_message_of_several_lines_has_its_place_too()
    {
        using var image = new TinyImage();
        image.Project.Replace("plugins/root/root.sh", "sleep 1\n", "echo one; echo two; exit 3\n");
        var problem = Problems(await image.Project.BuildAsync())[0];
        var found = Assert.Single(await ProblemsAtTerminalAsync(image.Project));
        Assert.Equal(problem with { Message = "" }, found with { Message = "" });
        Assert.StartsWith(found.Message, problem.Message, StringComparison.Ordinal);
        Assert.True(found.Message.Length > 40, found.Message);
    }

    private static EditorProblem[] Problems(CommandOutcome outcome) => EditorProblems.Of(outcome.Output.Split('\n'));

    private static async Task<EditorProblem[]> ProblemsAtTerminalAsync(TestProject project)
    {
        using var run = new TerminalRun(project, $"dotnet build small.ediproj -p:EdiCacheDirectory={project.Cache}");
        Assert.Equal(1, (await run.EndAsync()).ExitCode);
        return EditorProblems.OfTerminal(run.Written);
    }
}
