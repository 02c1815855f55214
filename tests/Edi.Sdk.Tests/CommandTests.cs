using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>What each command of dotnet answers for an .ediproj. None of these builds an image.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Packing_an_image_names_the_command_that_makes_a_release()
    {
        using var project = new TestProject();
        (await project.DotnetAsync("pack", "small.ediproj")).FailedWith("error EDI0004: 'dotnet pack' has no meaning for an image: a package is for other projects. 'dotnet publish' puts a release");
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

    /// <summary>A service may have no variable HOME; .NET knows the home all the same.</summary>
    [Fact]
    public async Task The_cache_lies_in_the_users_home_where_the_environment_does_not_name_it()
    {
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        var outcome = await project.RunAsync("env", "--unset=HOME", "dotnet", "build", "small.ediproj", "-getProperty:EdiCacheDirectory");
        Assert.Equal(user.Cache, outcome.Succeeded().Output.Trim());
    }

    [Fact]
    public async Task A_yaml_file_beside_the_project_is_named()
    {
        using var project = new TestProject();
        File.Move(project.PathOf("small.yml"), project.PathOf("small.yaml"));
        (await project.BuildAsync()).FailedWith("small.ediproj(1,1,1,1): error EDI1007: The definition");
        (await project.BuildAsync()).FailedWith("Did you mean 'small.yaml'? Rename it to small.yml, or name it in the project: <EdiDefinition>small.yaml</EdiDefinition>.");
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

    [Theory]
    [InlineData("build", "-a", "arm64", "'linux-arm64'")]
    [InlineData("build", "-r", "linux-arm64", "'linux-arm64'")]
    [InlineData("build", "--os", "linux", "'linux-")]
    [InlineData("build", "--use-current-runtime", "-nologo", "'--use-current-runtime'")]
    [InlineData("publish", "--arch", "arm64", "'linux-arm64'")]
    [InlineData("test", "-a", "arm64", "'linux-arm64'")]
    public async Task An_option_for_another_machine_is_refused_and_the_right_property_named(string command, string option, string value, string found)
    {
        using var project = new TestProject();
        var outcome = await project.DotnetAsync(command, "small.ediproj", option, value);
        outcome.FailedWith($"small.ediproj : error EDI0008: An .ediproj has no runtime identifier of .NET; found {found}");
        outcome.FailedWith("-p:EdiArchitecture=arm64");
    }

    [Fact]
    public async Task A_runtime_identifier_for_the_programs_beside_an_image_is_passed_over()
    {
        using var project = new TestProject();
        project.Write("Directory.Build.props", "<Project><PropertyGroup><RuntimeIdentifier>linux-arm64</RuntimeIdentifier></PropertyGroup></Project>\n");
        project.Write("small.yml", "bootstrap: 1\n");
        (await project.BuildAsync()).FailedWith("small.yml(1,12,1,13): error EDI1003");
        project.WriteProject("small", "<PropertyGroup><RuntimeIdentifier>linux-arm64</RuntimeIdentifier></PropertyGroup>");
        (await project.BuildAsync()).FailedWith("EDI0008");
    }

    /// <summary>NuGet hands the options to each project that a project with tests refers to; its build does not.</summary>
    [Fact]
    public async Task A_project_that_refers_to_an_image_is_restored_for_a_machine()
    {
        using var project = new TestProject();
        project.Write(
            "tests/tests.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../small.ediproj" ReferenceOutputAssembly="false" /></ItemGroup>
            </Project>
            """);
        (await project.DotnetAsync("restore", "tests/tests.csproj", "-r", "linux-x64")).Succeeded();
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
