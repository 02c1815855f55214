using System.Collections.Immutable;
using Edi.Sdk.Tests.Changes;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What docs/images.md says, with its commands.</summary>
public sealed class ImagesOnImagesTests
{
    private static readonly ImmutableArray<string> s_boards = ["board-a", "board-b", "board-c"];

    private const string Variant = "<ItemGroup><ProjectReference Include=\"base.ediproj\" /></ItemGroup>";

    [LongFact]
    public async Task Three_boards_on_one_base_bootstrap_once_and_leave_it_alone()
    {
        using var project = new TestProject();
        string[] definition = (await File.ReadAllTextAsync(project.PathOf("small.yml"), TestContext.Current.CancellationToken)).Split("  200_second:");
        project.WriteProject("base");
        project.Write("base.yml", definition[0]);
        foreach (string board in s_boards)
        {
            project.WriteProject(board, Variant);
            project.Write($"{board}.yml", $"playbooks:\n  200_second:{definition[1]}");
        }

        (await project.DotnetAsync("new", "sln", "--name", "boards", "--format", "slnx")).Succeeded();
        (await project.DotnetAsync(["sln", "boards.slnx", "add", .. s_boards.Select(board => $"{board}.ediproj")])).Succeeded();
        var steps = await StepsAsync(project, "dotnet build boards.slnx -m");
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.100_first"], steps["base"]);
        Assert.All(s_boards, board => Assert.Equal(["EdiContainer", "EdiConfigure.200_second", "EdiImage"], steps[board]));

        foreach (string command in new DocumentationPage("docs/images.md", SdkPackage.Version).Commands)
        {
            (await RunAsync(project, command)).Succeeded();
        }

        // The page's last command has cleaned one board.
        steps = await StepsAsync(project, "dotnet build board-a.ediproj");
        Assert.Equal(["board-a"], steps.Keys);
        Assert.Equal(["EdiContainer", "EdiConfigure.200_second", "EdiImage"], steps["board-a"]);

        // A target of its own builds the base first, too.
        project.Replace("base.yml", "greeting: hello", "greeting: welcome");
        steps = await StepsAsync(project, "dotnet build board-a.ediproj -t:EdiImage");
        Assert.Equal(["EdiConfigure.100_first"], steps["base"]);
        Assert.Equal(["EdiContainer", "EdiConfigure.200_second", "EdiImage"], steps["board-a"]);

        // A graph knows beforehand what such a target calls.
        Assert.Empty(await StepsAsync(project, "dotnet build board-a.ediproj --no-restore -graph -isolate -t:EdiImage"));

        // A release builds the base first.
        project.Replace("base.yml", "greeting: welcome", "greeting: goodbye");
        steps = await StepsAsync(project, "dotnet publish board-a.ediproj -c Debug");
        Assert.Equal(["EdiConfigure.100_first"], steps["base"]);
        Assert.Equal(["EdiContainer", "EdiConfigure.200_second", "EdiImage"], steps["board-a"]);

        (await RunAsync(project, "dotnet build base.ediproj -t:Clean")).Succeeded();
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.100_first"], (await StepsAsync(project, "dotnet build board-b.ediproj"))["base"]);
        foreach (string name in s_boards.Add("base"))
        {
            (await RunAsync(project, $"dotnet build {name}.ediproj -t:Clean")).Succeeded();
        }
    }

    [Fact]
    public async Task A_bootstrap_of_its_own_is_refused_where_it_stands()
    {
        using var project = new TestProject();
        project.WriteProject("base");
        project.Write("base.yml", "bootstrap: {suite: trixie}\n");
        project.WriteProject("variant", Variant);
        project.Write("variant.yml", "bootstrap: {suite: trixie}\n");
        (await RunAsync(project, "dotnet build variant.ediproj -t:EdiShowPlan"))
            .FailedWith("variant.yml(1,1,1,10): error EDI1012: The root file system is the one of base.ediproj, to which the project refers; remove this, or the reference.");
    }

    private static Task<CommandOutcome> RunAsync(TestProject project, string command) =>
        project.RunAsync("sh", "-c", $"exec {command} -tl:off -p:EdiCacheDirectory={project.Cache}");

    private static async Task<ImmutableSortedDictionary<string, ImmutableArray<string>>> StepsAsync(TestProject project, string command)
    {
        (await RunAsync(project, $"{command} -bl:build.binlog")).Succeeded();
        return BuildLog.ReadStepsByProject(project.PathOf("build.binlog"));
    }
}
