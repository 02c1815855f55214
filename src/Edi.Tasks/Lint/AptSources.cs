using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Lint;

/// <summary>Where apt gets packages from, sources.list(5).</summary>
internal sealed partial record AptSources(ImmutableArray<AptSourceFile> Files)
{
    public static AptSources Read(RootTree root) => new(
    [
        .. root.FilesIn("/etc/apt").Where(file => file.Name == "sources.list")
            .Concat(root.FilesIn("/etc/apt/sources.list.d").Where(file => file.Name.EndsWith(".list", StringComparison.Ordinal) || file.Name.EndsWith(".sources", StringComparison.Ordinal)))
            .Select(file => new AptSourceFile(file.Path, WithoutComments(root.ReadLines(file.Path)), FindKeyrings(root.ReadText(file.Path)))),
    ]);

    /// <summary>Whether a repository names a file as its keyring.</summary>
    public bool Name(string keyring) => Files.Any(file => file.Keyrings.Contains(keyring));

    // A field of deb822 goes on in lines that begin with a space, with comments between them.
    private static ImmutableArray<string> FindKeyrings(string text) =>
        [.. Continuation().Replace(string.Join('\n', WithoutComments(text.Split('\n'))), " ").Split('\n').SelectMany(SignedBy)];

    private static ImmutableArray<string> WithoutComments(IEnumerable<string> lines) => [.. lines.Where(line => !line.StartsWith('#'))];

    private static IEnumerable<string> SignedBy(string line) =>
        Keyrings().Match(line) is { Success: true } match ? match.Groups[1].Value.Split(',', ' ') : [];

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Continuation();

    // An option of one line, or a field of deb822.
    [GeneratedRegex(@"\bsigned-by\s*[=:]\s*(/[^\]\s]*(?:[, ]+/[^\]\s]*)*)", RegexOptions.IgnoreCase)]
    private static partial Regex Keyrings();
}

/// <summary>A file with repositories.</summary>
/// <param name="Lines">Without comments.</param>
/// <param name="Keyrings">The files that verify them.</param>
internal sealed record AptSourceFile(string Path, ImmutableArray<string> Lines, ImmutableArray<string> Keyrings);
