using System.Text.Json.Nodes;
using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>What a project's own items and properties say, and what is shown of a definition. None of these builds an image.</summary>
public sealed class ProjectItemsTests
{
    [Fact]
    public async Task A_project_can_live_without_yaml()
    {
        using var project = new TestProject();
        project.WriteProject(
            "plain",
            """
            <PropertyGroup>
              <EdiSuite>trixie</EdiSuite>
              <EdiAdditionalPackages>python3;python3-apt</EdiAdditionalPackages>
              <EdiPartitionTable>gpt</EdiPartitionTable>
            </PropertyGroup>
            <ItemGroup>
              <EdiPlaybook Include="100_first" Path="playbooks/first.yml" Parameters="{colors: [red, green]}" />
              <EdiPartition Include="10_root" Type="linux" VolumeLabel="ROOT" FileSystem="ext4" FreeSpace="64MiB" MountPoint="/" />
              <EdiParameter Include="product_version" Value="2.10" />
            </ItemGroup>
            """);
        Assert.Equal(
            """{"bootstrap":{"suite":"trixie","additional_packages":["python3","python3-apt"]},"image":{"partition_table":"gpt","partitions":{"10_root":{"file_system":"ext4","free_space":"64MiB","label":"ROOT","mount_point":"/","type":"linux"}}},"playbooks":{"100_first":{"parameters":{"colors":["red","green"]},"path":"playbooks/first.yml"}},"general":{"parameters":{"product_version":"2.10"}}}""",
            (await ShowAsync(project, "plain", "EdiShowDefinition")).ToJsonString());
    }

    [Fact]
    public async Task Items_lie_over_the_definition()
    {
        using var project = new TestProject();
        project.WriteProject(
            "small",
            """
            <ItemGroup>
              <EdiPlaybook Include="100_first" Skip="true" />
              <EdiParameter Include="mood" Value="[good, better]" Type="yaml" Node="200_second" />
            </ItemGroup>
            """);
        var plan = await ShowAsync(project, "small", "EdiShowPlan", "-p:EdiParameters=color=red%3Bshape=round");
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.200_second", "EdiImage", "EdiReport"], plan.Select(step => step.Key));
        var definition = await ShowAsync(project, "small", "EdiShowDefinition", "-p:EdiParameters=color=red%3Bshape=round");
        Assert.Equal("""{"color":"red","shape":"round"}""", definition["general"]!["parameters"]!.ToJsonString());
        Assert.Equal("""{"mood":["good","better"]}""", definition["playbooks"]!["200_second"]!["parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task A_mistake_in_an_item_is_shown_at_its_line()
    {
        using var project = new TestProject();
        project.WriteProject(
            "small",
            """

              <ItemGroup>
                <EdiPlaybook Include="300_third" Pth="playbooks/second.yml" />
                <EdiParameter Include="mood" Value="good" Node="200_secnd" />
              </ItemGroup>

            """);
        var outcome = await project.BuildAsync();
        outcome.FailedWith("small.ediproj(3,6,3,17): error EDI1002: 'pth' is not a key of playbook '300_third'. Did you mean 'path'?");
        outcome.FailedWith("small.ediproj(4,6,4,18): error EDI1005: EdiParameter 'mood' is for the node '200_secnd', which is no playbook and no command. Did you mean '200_second'?");
    }

    [Fact]
    public async Task The_plan_says_that_nothing_has_been_built()
    {
        using var project = new TestProject();
        var plan = await ShowAsync(project, "small", "EdiShowPlan");
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage", "EdiReport"], plan.Select(step => step.Key));
        Assert.All(plan, step => Assert.Equal("yes", (string)step.Value!["run"]!));
        Assert.All(plan, step => Assert.Equal("""["it has not been built"]""", step.Value!["why"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_variables_are_edis_and_no_password_is_among_them()
    {
        using var project = new TestProject();
        project.WriteProject("small");
        var outcome = await project.RunAsync(
            "env", "http_proxy=http://me:secret@proxy.example:3128", "dotnet", "msbuild", "small.ediproj", "-t:EdiShowVariables", "-nologo", "-v:q");
        Assert.Contains("edi_host_http_proxy: http://me:***@proxy.example:3128", outcome.Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_finds_the_schema_beside_the_project()
    {
        using var project = new TestProject();
        await ShowAsync(project, "small", "EdiShowDefinition");
        Assert.Equal(
            File.ReadAllText(Repository.PathOf("src/Edi.Sdk/schema/edi.schema.json")),
            File.ReadAllText(project.PathOf("obj/edi.schema.json")));
    }

    private static async Task<JsonObject> ShowAsync(TestProject project, string name, string target, params string[] arguments)
    {
        // MSBuild itself, since 'dotnet build' adds a summary to what the target writes.
        var outcome = await project.DotnetAsync(
            ["msbuild", $"{name}.ediproj", $"-t:{target}", "-p:EdiShowFormat=json", "-nologo", "-v:q", .. arguments]);
        return JsonNode.Parse(outcome.Succeeded().Output)!.AsObject();
    }
}
