using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>The project in docs/testing.md, as a user would copy it from the page.</summary>
public sealed partial class TestingPageTests
{
    private readonly DocumentationPage _page = new("docs/testing.md", SdkPackage.Version);

    [LongFact]
    public async Task The_page_s_project_builds_an_image_boots_it_and_passes_its_tests()
    {
        using var project = new TestProject();
        SdkPackage.AddTesting();
        SdkPackage.AddBoards();
        project.UsePublicPackages();
        foreach (var (file, content) in _page.Files)
        {
            project.Write(file, content);
        }

        var outcome = (await project.RunAsync("sh", "-c", Assert.Single(_page.Commands))).Succeeded();
        Assert.Contains("succeeded: 4", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(project.PathOf("product/obj/product/Debug/machine"), "run-*"));
        (await project.DotnetAsync("build", "product/product.ediproj", "-t:Clean")).Succeeded();
    }

    [Fact]
    public void Every_block_is_a_file_or_the_command() =>
        Assert.Equal(_page.Blocks.Length, _page.Files.Length + _page.Commands.Length);

    [Fact]
    public void The_package_of_xunit_is_the_one_that_is_tested_with() =>
        Assert.Contains(XunitReference().Match(_page.Text).Groups[1].Value, File.ReadAllText(Repository.PathOf("Directory.Packages.props")), StringComparison.Ordinal);

    [GeneratedRegex("Include=(\"xunit.v3\" Version=\"[^\"]+\")")]
    private static partial Regex XunitReference();
}
