using System.Text.Json.Nodes;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What <c>EdiShowPlan</c> shows is what a build then does.</summary>
public sealed class PlanTests
{
    [Fact]
    public async Task For_people_it_is_a_table_of_80_columns()
    {
        using var project = new TestProject();
        string plan = await ShowAsync(project);
        Assert.All(plan.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.StartsWith("small: 6 of 6 steps run\n\nstep                     runs     why\nEdiBootstrap             yes      it has not been built\n", plan, StringComparison.Ordinal);
        Assert.Contains("\nEdiConfigure.200_second  yes      it has not been built\n", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_of_documentation_alone_builds()
    {
        using var project = new TestProject();
        project.Write("small.yml", "documentation_steps: {100_index: {path: index.rst.j2, output: {file: index.rst}}}\n");
        project.Write("plugins/index.rst.j2", "{{ edi_configuration_name }}\n");
        (await project.BuildAsync()).Succeeded();
        Assert.StartsWith("small: ", await ShowAsync(project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Device", "small on a device, by EdiConfigureTarget: 2 of 2 steps run", "EdiConfigureTarget.100_first,EdiConfigureTarget.200_second")]
    [InlineData("Development", "small in a container to work in, by EdiLaunch: 6 of 6 steps run", "EdiBootstrap,EdiContainer,EdiLaunch,EdiLaunch.100_first,EdiLaunch.200_second,EdiLaunch.development_user_facilities")]
    public async Task There_is_one_for_each_purpose(string purpose, string heading, string steps)
    {
        using var project = new TestProject();
        Assert.StartsWith(heading, await ShowAsync(project, $"-p:EdiShowPurpose={purpose}"), StringComparison.Ordinal);
        var plan = JsonNode.Parse(await ShowAsync(project, $"-p:EdiShowPurpose={purpose}", "-p:EdiShowFormat=json"))!.AsObject();
        Assert.Equal(steps.Split(','), plan.Select(step => step.Key));
        // Of that purpose are the variables, too.
        var variables = plan.Select(step => step.Value!["variables"]).Last(found => found is not null)!;
        Assert.Equal(purpose == "Device", (bool)variables["edi_configure_remote_target"]!);
        Assert.False((bool)variables["edi_create_distributable_image"]!);
        Assert.Contains($"edi_configure_remote_target: {(purpose == "Device" ? "true" : "false")}\n", await ShowAsync(project, $"-p:EdiShowPurpose={purpose}", "-t:EdiShowVariables"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purpose_that_does_not_exist_is_refused()
    {
        using var project = new TestProject();
        (await project.BuildAsync("-t:EdiShowDefinition", "-p:EdiShowPurpose=Devise")).FailedWith("error EDI1005: The property EdiShowPurpose must be one of Image, Device, Development; found 'Devise'.");
    }

    [LongFact]
    public async Task The_steps_that_it_names_run_for_the_reasons_that_it_names_and_no_others()
    {
        using var tiny = new TinyImage();
        var project = tiny.Project;
        (await project.BuildAsync()).Succeeded();
        Assert.All(await StepsAsync(project), step => Assert.Equal("no", (string?)step.Value!["run"]));

        tiny.SetWord("second");
        await ComparesAsync(project);
        project.Replace("small.yml", "label: ROOT", "label: OTHER");
        await ComparesAsync(project);
        File.Delete(project.PathOf("bin/Debug/small.qcow2"));
        await ComparesAsync(project);
        await File.AppendAllTextAsync(project.PathOf("bin/Debug/last.txt"), "more", TestContext.Current.CancellationToken);
        await ComparesAsync(project);
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }

    private static async Task ComparesAsync(TestProject project)
    {
        var planned = await StepsAsync(project);
        string[] lines = [.. (await project.BuildAsync()).Succeeded().Output.Split('\n').Select(line => line.Trim())];
        Assert.Contains(planned, step => (string?)step.Value!["run"] == "yes");
        foreach (var (name, step) in planned)
        {
            // A step tells first of all why it runs.
            string? told = lines.FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal));
            switch ((string)step!["run"]!)
            {
                case "yes":
                    Assert.StartsWith($"{name}: {string.Join(", ", step["why"]!.AsArray())}", told, StringComparison.Ordinal);
                    break;
                case "no":
                    Assert.Null(told);
                    break;
            }
        }
    }

    private static async Task<JsonObject> StepsAsync(TestProject project) => JsonNode.Parse(await ShowAsync(project, "-p:EdiShowFormat=json", $"-p:EdiCacheDirectory={project.Cache}"))!.AsObject();

    private static async Task<string> ShowAsync(TestProject project, params string[] arguments)
    {
        string[] target = arguments.Any(argument => argument.StartsWith("-t:", StringComparison.Ordinal)) ? [] : ["-t:EdiShowPlan"];
        (await project.DotnetAsync("restore", "small.ediproj")).Succeeded(); // A restore may say something.
        return (await project.DotnetAsync(["msbuild", "small.ediproj", "-nologo", "-v:q", .. target, .. arguments])).Succeeded().Output;
    }
}
