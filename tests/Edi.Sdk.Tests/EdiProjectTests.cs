using System.Text.Json.Nodes;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>Projects of edi, in both of its workflows, with nothing added but a project file of two lines.</summary>
public sealed class EdiProjectTests
{
    [LongFact]
    public async Task The_layout_that_config_init_makes_builds_for_each_use_case()
    {
        using var project = TestProject.OfEdi("config-init", "sample-run", "sample-test", "sample-build", "sample-develop");
        string mirror = $"-p:EdiParameters=debian_mirror={await MirrorAsync(project)}";
        var built = await BuildAsync(project, "sample-run", mirror);
        Assert.Equal(
            [
                "EdiBootstrap", "EdiContainer",
                "EdiConfigure.100_base_system", "EdiConfigure.300_sample_playbook", "EdiConfigure.900_base_system_cleanup",
                "EdiPostprocess.100_sample_command",
            ],
            built.Steps);
        string[] result = await File.ReadAllLinesAsync(project.PathOf("bin/Debug/sample-run.result"), TestContext.Current.CancellationToken);
        Assert.Equal("Hello from the overlay of sample-run. Built as sample-run for " + Architecture(built) + ".", result[0]);
        Assert.Matches("^[0-9a-f]{8}$", result[1]);
        Assert.True(File.Exists(project.PathOf("bin/Debug/sample-run_folder/metadata.yaml")));
        Assert.Empty((await BuildAsync(project, "sample-run", mirror)).Steps);

        var plans = new Dictionary<string, string>();
        foreach (string useCase in new[] { "sample-test", "sample-build", "sample-develop" })
        {
            plans[useCase] = string.Join(' ', (await PlanAsync(project, useCase, mirror)).Select(step => step.Key.Split('.')[^1]));
        }

        Assert.Equal("EdiBootstrap EdiContainer 100_base_system 300_sample_playbook 900_base_system_cleanup 100_sample_command", plans["sample-test"]);
        Assert.Equal(plans["sample-test"], plans["sample-build"]);
        Assert.Equal(plans["sample-test"].Replace("300", "200_development_user_facilities 300", StringComparison.Ordinal), plans["sample-develop"]);
        (await BuildAsync(project, "sample-run", mirror, "-t:Clean")).Succeeded();
    }

    [LongFact]
    public async Task The_layout_of_boards_builds_with_a_command_that_bootstraps_and_a_chain_that_makes_the_image()
    {
        using var project = TestProject.OfEdi("board", "board-a", "board-b", "container");
        var built = await BuildAsync(project, "board-b");
        Assert.Equal(
            [
                "EdiPreprocess.100_check_prerequisites", "EdiPreprocess.200_bootstrap", "EdiContainer", "EdiConfigure.100_os_setup",
                "EdiPostprocess.100_timestamp", "EdiPostprocess.300_genimage", "EdiPostprocess.600_fully_named_artifacts",
            ],
            built.Steps);
        string name = Assert.Single(Directory.GetFiles(project.PathOf("bin/Debug/board-b_fully_named_artifacts")));
        Assert.EndsWith($"_board-b-trixie-{Architecture(built)}.img", name, StringComparison.Ordinal);
        var table = JsonNode.Parse((await project.RunAsync("/sbin/sfdisk", "--json", "bin/Debug/board-b.img")).Succeeded().Output)!["partitiontable"]!;
        Assert.Equal("0x12345678", (string?)table["id"]);
        // The overlay's size of the first partition: 4 MiB in sectors.
        Assert.Equal(8192, (int)table["partitions"]![0]!["size"]!);
        Assert.Equal("Board B ttyAMA0\n", await CatAsync(project, "board-b", "/etc/board"));
        Assert.Equal("board-b\n", await CatAsync(project, "board-b", "/etc/hostname"));
        Assert.Contains("pi:x:2000:2000:", await CatAsync(project, "board-b", "/etc/passwd"), StringComparison.Ordinal);
        Assert.Contains("gitops:x:3000:3000::/home/gitops:/bin/bash\n", await CatAsync(project, "board-b", "/etc/passwd"), StringComparison.Ordinal);
        Assert.Empty((await BuildAsync(project, "board-b")).Steps);

        var container = await PlanAsync(project, "container");
        Assert.Equal("200_container_image", container.Last().Key.Split('.')[^1]);
        Assert.DoesNotContain(container, step => step.Key.EndsWith("genimage", StringComparison.Ordinal));
        (await BuildAsync(project, "board-b", "-t:Clean")).Succeeded();
    }

    [LongTheory]
    [InlineData("config-init", "sample-test")]
    [InlineData("config-init", "sample-build")]
    [InlineData("config-init", "sample-develop")]
    [InlineData("board", "board-a")]
    [InlineData("board", "container")]
    public async Task The_other_use_cases_build_too(string layout, string useCase)
    {
        using var project = TestProject.OfEdi(layout, useCase);
        string mirror = $"-p:EdiParameters=debian_mirror={await MirrorAsync(project)}";
        (await BuildAsync(project, useCase, mirror)).Succeeded();
        Assert.NotEmpty(Directory.GetFiles(project.PathOf("bin/Debug")));
        Assert.Empty((await BuildAsync(project, useCase, mirror)).Steps);
        (await BuildAsync(project, useCase, mirror, "-t:Clean")).Succeeded();
        Assert.Empty(Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
    }

    // A line of sources.list has to name a mirror: the one that this host uses for its own packages.
    private static async Task<string> MirrorAsync(TestProject project) =>
        (await project.RunAsync("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages")).Succeeded().Output.Split('\n')[0];

    private static Task<CommandOutcome> BuildAsync(TestProject project, string useCase, params string[] arguments) =>
        project.DotnetAsync(["build", $"{useCase}.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}", .. arguments]);

    private static async Task<JsonObject> PlanAsync(TestProject project, string useCase, params string[] arguments)
    {
        var outcome = await project.DotnetAsync(["msbuild", $"{useCase}.ediproj", "-restore", "-t:EdiShowPlan", "-p:EdiShowFormat=json", "-nologo", "-v:q", .. arguments]);
        return JsonNode.Parse(outcome.Succeeded().Output)!.AsObject();
    }

    private static async Task<string> CatAsync(TestProject project, string useCase, string path) =>
        (await project.RunAsync("sh", "-c", $"/sbin/debugfs -R 'cat {path}' bin/Debug/{useCase}_rootfs.ext4 2>/dev/null")).Succeeded().Output + "\n";

    private static string Architecture(CommandOutcome built)
    {
        built.Succeeded();
        return HostArchitecture.Debian;
    }
}
