using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>The solution in docs/applications.md, as a user would copy it from the page.</summary>
public sealed class ApplicationsPageTests(TemplateTests.InstalledTemplates installed) : IClassFixture<TemplateTests.InstalledTemplates>
{
    private readonly DocumentationPage _page = new("docs/applications.md", SdkPackage.Version);

    [LongFact]
    public async Task The_page_s_services_talk_to_each_other_on_the_booted_image()
    {
        using var project = installed.NewProject();
        SdkPackage.AddTesting();
        project.UsePublicPackages();
        (await project.RunAsync("sh", "-c", _page.Commands[0])).Succeeded();
        foreach (var (file, content) in _page.Files.Concat(new DocumentationPage("docs/testing.md", SdkPackage.Version).Files.Where(file => file.File is "tests/product-tests.csproj" or "global.json")))
        {
            project.Write(file, content);
        }

        var outcome = (await project.RunAsync("sh", "-c", $"{_page.Commands[1]} -p:EdiCacheDirectory={project.Cache}")).Succeeded();
        Assert.Contains("succeeded: 1", outcome.Output, StringComparison.Ordinal);
        (await project.DotnetAsync("build", "product/product.ediproj", "-t:Clean", $"-p:EdiCacheDirectory={project.Cache}")).Succeeded();
    }

    [Fact]
    public void The_page_has_the_image_s_command_and_the_tests_command() => Assert.Equal(2, _page.Commands.Length);
}
