using System.Reflection;
using System.Reflection.Emit;

namespace Edi.Testing.Tests;

/// <summary>Projects of images, as tests find them.</summary>
public sealed class EdiProjectTests
{
    [Fact]
    public void A_project_that_the_tests_reference_is_found_by_its_name()
    {
        var project = EdiProject.Find("small");
        Assert.Equal("small", project.Name);
        Assert.EndsWith("/tests/images/small.ediproj", project.File, StringComparison.Ordinal);
        Assert.True(Path.IsPathRooted(project.File));
        Assert.True(File.Exists(project.File));
    }

    [Fact]
    public void Another_name_is_told_with_those_that_there_are()
    {
        var error = Assert.Throws<EdiTestingException>(() => EdiProject.Find("smal", [typeof(EdiProjectTests).Assembly]));
        Assert.Equal(
            "No test project references smal.ediproj; found: small. Add <ProjectReference Include=\"…/smal.ediproj\" /> to a project that references the package Edi.Testing.",
            error.Message);
    }

    [Fact]
    public void Without_references_there_are_none() =>
        Assert.Contains("found: none.", Assert.Throws<EdiTestingException>(() => EdiProject.Find("small", [typeof(object).Assembly])).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_projects_of_a_name_are_told()
    {
        var assemblies = new[] { AssemblyWith("EdiProject:twice", "/one/twice.ediproj"), AssemblyWith("EdiProject:twice", "/other/twice.ediproj") };
        var error = Assert.Throws<EdiTestingException>(() => EdiProject.Find("twice", assemblies));
        Assert.Equal(
            "Expected one project twice.ediproj, found: /one/twice.ediproj, /other/twice.ediproj. Name one by its path: new EdiProject(\"…\").",
            error.Message);
    }

    [Fact]
    public void The_configuration_is_that_of_the_tests()
    {
        string file = EdiProject.Find("small").File;
        Assert.Equal("Release", EdiProject.Find("a", [AssemblyWith("EdiProject:a", file, "EdiConfiguration", "Release")]).Configuration);
    }

    [Fact]
    public void A_missing_project_is_told() =>
        Assert.Equal("There is no project /nowhere/a.ediproj.", Assert.Throws<EdiTestingException>(() => new EdiProject("/nowhere/a.ediproj")).Message);

    [Fact]
    public async Task Msbuild_tells_where_the_image_is()
    {
        using var folder = new TestFolder();
        var project = new EdiProject(folder.Write("a.ediproj", "<Project><PropertyGroup><TargetPath>/images/$(Configuration)/a.img</TargetPath></PropertyGroup></Project>")) { Configuration = "Nightly" };
        Assert.Equal("/images/Nightly/a.img", await project.ImageFileAsync(TestContext.Current.CancellationToken));
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => project.OpenImageAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith($"There is no disk image /images/Nightly/a.img: 'dotnet build {project.File} -c Nightly' makes it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_project_is_told_as_msbuild_tells_it()
    {
        using var folder = new TestFolder();
        var project = new EdiProject(folder.Write("a.ediproj", "<Project><Import Project=\"missing.props\" /></Project>"));
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => project.ImageFileAsync(TestContext.Current.CancellationToken));
        Assert.Contains("MSB4019", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_has_the_options_the_variables_and_a_log()
    {
        using var folder = new TestFolder();
        var project = new EdiProject(folder.Write(
            "a.ediproj",
            "<Project DefaultTargets=\"Build\"><Target Name=\"Restore\" /><Target Name=\"Build\"><Message Importance=\"high\" Text=\"$(Configuration) $(Greeting) $(FROM_TEST)\" /></Target></Project>"))
        {
            Environment = new Dictionary<string, string?> { ["FROM_TEST"] = "variable" },
            BuildLog = folder.At("build.log"),
        };
        var result = await project.BuildAsync(["-p:Greeting=hello"], TestContext.Current.CancellationToken);
        Assert.Contains("Debug hello variable", result.Require(), StringComparison.Ordinal);
        Assert.Equal(result.Output, await File.ReadAllTextAsync(folder.At("build.log"), TestContext.Current.CancellationToken));
    }

    private static AssemblyBuilder AssemblyWith(params string[] metadata)
    {
        var constructor = typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("other"), AssemblyBuilderAccess.Run);
        foreach (string[] pair in metadata.Chunk(2))
        {
            assembly.SetCustomAttribute(new CustomAttributeBuilder(constructor, pair));
        }

        return assembly;
    }
}
