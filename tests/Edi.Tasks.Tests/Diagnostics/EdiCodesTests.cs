using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>Every code has a page under docs/codes, which errors link to.</summary>
public sealed partial class EdiCodesTests
{
    private static readonly string s_pages = Repository.PathOf("docs/codes");

    // The code of each <Error> and <Warning> of the targets files, with its file.
    private static readonly ImmutableArray<(string Code, string File)> s_inTargets =
    [
        .. new[] { "Sdk", "build" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf($"src/Edi.Sdk/{folder}"), "*.targets"))
            .SelectMany(file => CodeInTargets().Matches(File.ReadAllText(file)).Select(match => (match.Groups[1].Value, file)))
            .Distinct(),
    ];

    private static readonly ImmutableArray<string> s_codes =
        [.. EdiCodes.All.Select(code => code.Id).Concat(s_inTargets.Select(code => code.Code)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_codes_in_the_tasks_and_in_the_targets()
    {
        Assert.NotEmpty(EdiCodes.All);
        Assert.NotEmpty(s_inTargets);
    }

    [Fact]
    public void No_code_is_used_twice() => Assert.Equal(s_codes.Distinct(), s_codes);

    [Fact]
    public void A_code_is_edi_and_four_digits() => Assert.All(s_codes, code => Assert.Matches("^EDI[0-9]{4}$", code));

    [Fact]
    public void Every_code_of_the_tasks_is_reported_somewhere()
    {
        string source = string.Concat(
            Directory.EnumerateFiles(Repository.PathOf("src/Edi.Tasks"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(
            typeof(EdiCodes).GetFields(BindingFlags.Public | BindingFlags.Static),
            field => Assert.Contains($"EdiCodes.{field.Name}", source, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code() =>
        Assert.Equal(
            s_codes,
            Directory.EnumerateFiles(s_pages, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_page_begins_with_its_code_and_title()
    {
        var titles = EdiCodes.All.ToImmutableDictionary(code => code.Id, code => code.Title);
        Assert.All(s_codes, code =>
        {
            string heading = Page(code)[0];
            Assert.StartsWith($"# {code}: ", heading, StringComparison.Ordinal);
            if (titles.TryGetValue(code, out string? title))
            {
                Assert.Equal($"# {code}: {title}", heading);
            }
        });
    }

    [Fact]
    public void Every_page_says_what_it_means_shows_an_example_and_says_what_to_do() =>
        Assert.All(s_codes, code =>
        {
            string[] page = Page(code);
            Assert.Equal(
                ["## What it means", "## An example", "## What to do"],
                page.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
            Assert.Contains(page, line => line.Contains($"{code}: ", StringComparison.Ordinal) && !line.StartsWith('#'));
        });

    [Fact]
    public void The_index_has_a_row_for_each_page_with_its_title() =>
        Assert.Equal(
            s_codes.Select(code => $"| [{code}]({code}.md) | {Page(code)[0][$"# {code}: ".Length..]} |"),
            File.ReadAllLines(Path.Combine(s_pages, "README.md")).Where(line => line.StartsWith("| [EDI", StringComparison.Ordinal)));

    [Fact]
    public void Links_between_pages_lead_somewhere() =>
        Assert.All(
            s_codes.SelectMany(code => PageLink().Matches(File.ReadAllText(Path.Combine(s_pages, code + ".md"))).Select(match => match.Groups[1].Value)),
            link => Assert.True(File.Exists(Path.Combine(s_pages, link)), link));

    [Fact]
    public void A_targets_file_links_each_error_to_its_own_page() =>
        Assert.All(
            s_inTargets.Select(code => code.File).Distinct().Select(File.ReadAllText),
            text =>
            {
                var links = HelpLink().Matches(text);
                Assert.Equal(CodeInTargets().Count(text), links.Count);
                Assert.All(links, match => Assert.Equal(match.Groups[1].Value, match.Groups[2].Value));
            });

    /// <summary>Without it, MSBuild names our own file, in NuGet's folder of packages.</summary>
    [Fact]
    public void Each_error_of_a_targets_file_stands_at_the_project() =>
        Assert.All(
            s_inTargets.Select(code => code.File).Distinct().Select(File.ReadAllText),
            text => Assert.Equal(CodeInTargets().Count(text), ErrorAtProject().Count(text)));

    private static string[] Page(string code) => File.ReadAllLines(Path.Combine(s_pages, code + ".md"));

    [GeneratedRegex("""\bCode="([^"]*)["]""")]
    private static partial Regex CodeInTargets();

    [GeneratedRegex("""\bCode="([^"]*)"\s+HelpLink="[^"]*/(EDI[0-9]*)\.md["]""")]
    private static partial Regex HelpLink();

    [GeneratedRegex("""\bCode="[^"]*"\s+HelpLink="[^"]*"\s+File="\$\(MSBuildProjectFullPath\)["]""")]
    private static partial Regex ErrorAtProject();

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex PageLink();
}
