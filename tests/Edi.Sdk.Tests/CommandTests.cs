using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>What each command of dotnet answers for an .ediproj. None of these builds an image.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("pack")]
    public async Task A_command_without_a_meaning_is_a_coded_error(string command)
    {
        using var project = new TestProject();
        var outcome = await project.DotnetAsync(command, "small.ediproj");
        outcome.FailedWith("EDI0004");
    }

    [Theory]
    [InlineData("test --no-build")]
    [InlineData("run --no-build --project")]
    public async Task An_image_that_is_not_built_is_not_booted(string command)
    {
        using var project = new TestProject();
        var outcome = await project.DotnetAsync([.. command.Split(' '), "small.ediproj", $"-p:EdiCacheDirectory={project.Cache}"]);
        outcome.FailedWith("EDI6001");
    }

    [Theory]
    [InlineData("--filter", "Name=x")]
    [InlineData("--list-tests")]
    public async Task Checks_are_not_left_out_in_silence(params string[] options)
    {
        using var project = new TestProject();
        var outcome = await project.DotnetAsync(["test", "small.ediproj", .. options]);
        outcome.FailedWith("EDI6006");
    }

    [Theory]
    [InlineData("Debug")]
    [InlineData("Release")]
    public async Task The_target_path_is_the_image(string configuration)
    {
        using var project = new TestProject();
        var outcome = await project.DotnetAsync("build", "small.ediproj", "-c", configuration, "-getProperty:TargetPath");
        Assert.Equal(project.PathOf($"bin/{configuration}/small.img"), outcome.Succeeded().Output.Trim());
    }

    [Theory]
    [InlineData("slnx")]
    [InlineData("sln")]
    public async Task A_solution_takes_the_project_in_and_builds_it(string format)
    {
        using var project = new TestProject();
        project.Write("small.yml", "bootstrap: 1\n");
        (await project.DotnetAsync("new", "sln", "--name", "demo", "--format", format)).Succeeded();
        (await project.DotnetAsync("sln", $"demo.{format}", "add", "small.ediproj")).Succeeded();
        // Reaching the definition's error shows that the solution really builds the project.
        (await project.DotnetAsync("build", $"demo.{format}", "-tl:off")).FailedWith("small.yml(1,12,1,13): error EDI1003");
        (await project.DotnetAsync("build", $"demo.{format}", "-tl:off", "-graph")).FailedWith("small.yml(1,12,1,13): error EDI1003");
        (await project.DotnetAsync("build", $"demo.{format}", "-t:Clean", "-tl:off")).Succeeded();
    }

    [Theory]
    [InlineData("")]
    [InlineData("dev_1")]
    public async Task A_container_without_a_right_name_is_refused_before_anything_is_made_for_it(string name)
    {
        using var project = new TestProject();
        var outcome = await project.BuildAsync("-t:EdiLaunch", $"-p:EdiContainerName={name}");
        outcome.FailedWith($"error EDI1005: The property EdiContainerName must be a host name: up to 63 letters, digits and hyphens, the first a letter; found '{name}'.");
        Assert.False(Directory.Exists(project.PathOf("obj/small/log"))); // Each step logs the tools that it starts.
    }

    [Fact]
    public async Task All_problems_of_a_definition_come_at_once_with_their_places()
    {
        using var project = new TestProject();
        project.Replace("small.yml", "suite: trixie", "suit: trixie");
        project.Replace("small.yml", "size: 64MiB", "size: 64MB");
        var outcome = await project.BuildAsync();
        outcome.FailedWith($"{project.PathOf("small.yml")}(3,3,3,7): error EDI1002: 'suit' is not a key of section 'bootstrap'. Did you mean 'suite'?");
        // It is misspelled, not missing.
        Assert.DoesNotContain("EDI1004", outcome.Output, StringComparison.Ordinal);
        outcome.FailedWith("error EDI1005: 'size' in partition '10_boot' must be a whole number with KiB, MiB, GiB or TiB");
        // Each step logs the tools that it starts.
        Assert.False(Directory.Exists(project.PathOf("obj/small/log")));
    }

    [Fact]
    public async Task A_missing_definition_is_a_coded_error()
    {
        using var project = new TestProject();
        project.WriteProject("other");
        (await project.DotnetAsync("build", "other.ediproj", "-tl:off")).FailedWith("error EDI1007");
    }

    [Fact]
    public async Task Two_projects_in_one_folder_do_not_share_intermediate_files()
    {
        using var project = new TestProject();
        project.WriteProject("other");
        string one = (await project.DotnetAsync("build", "small.ediproj", "-getProperty:IntermediateOutputPath")).Succeeded().Output;
        string two = (await project.DotnetAsync("build", "other.ediproj", "-getProperty:IntermediateOutputPath")).Succeeded().Output;
        Assert.NotEqual(one, two);
    }

    [Fact]
    public async Task A_target_framework_is_refused()
    {
        using var project = new TestProject();
        project.WriteProject("small", "<PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>");
        (await project.BuildAsync()).FailedWith("EDI0008");
    }

    [Fact]
    public async Task An_unknown_engine_is_refused()
    {
        using var project = new TestProject();
        (await project.BuildAsync("-p:EdiContainerEngine=docker")).FailedWith("EDI0010");
    }

    [Fact]
    public async Task A_package_reference_to_the_sdk_is_refused()
    {
        using var project = new TestProject();
        project.Write(
            "wrong.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Edi.Sdk" Version="{SdkPackage.Version}" /></ItemGroup>
            </Project>
            """);
        (await project.DotnetAsync("build", "wrong.csproj", "-tl:off")).FailedWith("EDI0009");
    }
}
