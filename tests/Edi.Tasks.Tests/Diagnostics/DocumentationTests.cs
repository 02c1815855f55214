namespace Edi.Tasks.Tests;

/// <summary>The pages for people, as far as a program can tell.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.PathOf(""), file)),
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
}
