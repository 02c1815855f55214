using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>The project in docs/testing.md, as a user would copy it from the page.</summary>
public sealed partial class TestingPageTests
{
    private readonly string _page = File.ReadAllText(Repository.PathOf("docs/testing.md"));

    [Fact]
    public async Task The_page_s_project_builds_an_image_boots_it_and_passes_its_tests()
    {
        Assert.SkipUnless(LongRun.IsMeant, LongRun.Reason);
        using var project = new TestProject();
        project.Write(
            "nuget.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Builder.Current.Packages}" /></config>
              <packageSources><add key="feed" value="{SdkPackage.FeedWithTesting}" /></packageSources>
            </configuration>
            """);
        foreach (var (file, content) in Files())
        {
            project.Write(file, content);
        }

        string[] command = Command().Match(_page).Groups[1].Value.Split(' ');
        var outcome = (await project.RunAsync(command)).Succeeded();
        Assert.Contains("succeeded: 4", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(project.PathOf("product/obj/product/Debug/machine"), "run-*"));
        (await project.DotnetAsync("build", "product/product.ediproj", "-t:Clean")).Succeeded();
    }

    [Fact]
    public void Every_block_is_a_file_or_the_command() =>
        Assert.Equal(AnyBlock().Count(_page), Files().Length + Command().Count(_page));

    [Fact]
    public void The_package_of_xunit_is_the_one_that_is_tested_with() =>
        Assert.Contains(XunitReference().Match(_page).Groups[1].Value, File.ReadAllText(Repository.PathOf("Directory.Packages.props")), StringComparison.Ordinal);

    private (string File, string Content)[] Files() =>
    [
        .. FileBlock().Matches(_page).Select(block =>
            (block.Groups[1].Value, block.Groups[2].Value
                .Replace("Edi.Sdk/0.1.0", $"Edi.Sdk/{SdkPackage.Version}", StringComparison.Ordinal)
                .Replace("\"Edi.Testing\" Version=\"0.1.0\"", $"\"Edi.Testing\" Version=\"{SdkPackage.Version}\"", StringComparison.Ordinal))),
    ];

    [GeneratedRegex(@"^`([^`]+)`:\n\n```\w+\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FileBlock();

    [GeneratedRegex(@"^```sh\n(.*)\n```$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^```\w+$", RegexOptions.Multiline)]
    private static partial Regex AnyBlock();

    [GeneratedRegex("Include=(\"xunit.v3\" Version=\"[^\"]+\")")]
    private static partial Regex XunitReference();
}
