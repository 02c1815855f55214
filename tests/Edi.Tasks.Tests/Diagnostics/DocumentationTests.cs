using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Tests;

/// <summary>The pages for people, as far as a program can tell.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string s_readme = File.ReadAllText(Repository.PathOf("README.md"));

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Repository.PathOf(""), "*.md").Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetDirectories(Repository.PathOf("src")).SelectMany(folder => Directory.GetFiles(folder, "*.md")))
            .Select(file => Path.GetRelativePath(Repository.PathOf(""), file)),
    ];

    /// <summary>A blank line ends a table; what follows would be shown as text with bars.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_table_has_its_heading(string page)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf(page));
        var beginnings = lines.Index().Where(line => line.Item.StartsWith('|') && (line.Index == 0 || !lines[line.Index - 1].StartsWith('|')));
        Assert.All(beginnings, line => Assert.Matches(@"^\|( ?:?-+:? ?\|)+$", lines[line.Index + 1]));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings_that_are_there(string page)
    {
        string text = File.ReadAllText(Repository.PathOf(page));
        Assert.All(Link().Matches(text).Where(link => !link.Groups["target"].Value.Contains("://", StringComparison.Ordinal)), link =>
        {
            string target = Path.GetFullPath(link.Groups["target"].Value, Path.GetDirectoryName(Repository.PathOf(page))!);
            if (link.Groups["target"].Value.Length == 0)
            {
                target = Repository.PathOf(page);
            }

            Assert.True(Path.Exists(target), link.Value);
            string heading = link.Groups["heading"].Value;
            Assert.True(heading.Length == 0 || Heading().Matches(File.ReadAllText(target)).Any(other => Anchor(other.Groups[1].Value) == heading), link.Value);
        });
    }

    [Fact]
    public void The_README_is_short() => Assert.InRange(s_readme.Count(character => character == '\n'), 1, 119);

    /// <summary><c>docs/pipeline.py >docs/pipeline.svg</c> draws it anew.</summary>
    [Fact]
    public void The_picture_of_the_pipeline_is_what_its_script_draws()
    {
        using var script = Process.Start(new ProcessStartInfo("python3", [Repository.PathOf("docs/pipeline.py")]) { RedirectStandardOutput = true })!;
        string picture = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        Assert.Equal(0, script.ExitCode);
        Assert.Equal(File.ReadAllText(Repository.PathOf("docs/pipeline.svg")), picture);
        Assert.Contains("(docs/pipeline.svg)", s_readme, StringComparison.Ordinal);
    }

    public static TheoryData<string> PagesWithAHash => [.. Pages.Select(page => page.Data).Where(page => Hash().IsMatch(File.ReadAllText(Repository.PathOf(page))))];

    /// <summary>A hash that fits no password would lock the user out.</summary>
    [Theory]
    [MemberData(nameof(PagesWithAHash))]
    public void A_password_s_hash_is_that_of_a_password_on_the_page(string page)
    {
        string text = File.ReadAllText(Repository.PathOf(page));
        string[] words = [.. QuotedWord().Matches(text).Select(word => word.Groups[1].Value).Distinct()];
        Assert.All(Hash().Matches(text), hash => Assert.Contains(words, word => HashOf(word, hash.Groups["salt"].Value) == hash.Value));
    }

    [Fact]
    public void The_README_has_a_hash() => Assert.Contains("README.md", PagesWithAHash.Select(page => page.Data));

    private static string HashOf(string password, string salt)
    {
        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["passwd", "-6", "-salt", salt, password]) { RedirectStandardOutput = true })!;
        string hash = openssl.StandardOutput.ReadToEnd().Trim();
        openssl.WaitForExit();
        return hash;
    }

    // As GitHub makes them.
    private static string Anchor(string heading) => NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)#\s]*)(?:#(?<heading>[^)]*))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\$6\$(?<salt>[\w./]+)\$[\w./]{86}")]
    private static partial Regex Hash();

    [GeneratedRegex(@"[""`](\w+)[""`]")]
    private static partial Regex QuotedWord();
}
