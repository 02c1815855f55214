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
            .Select(file => new AptSourceFile(
                file.Path,
                [.. root.ReadLines(file.Path).Where(line => !line.StartsWith('#'))])),
    ]);

    /// <summary>Whether a repository names a file as its keyring.</summary>
    public bool Name(string keyring) => Files.SelectMany(file => file.Lines).SelectMany(SignedBy).Contains(keyring);

    private static IEnumerable<string> SignedBy(string line) =>
        Keyrings().Match(line) is { Success: true } match ? match.Groups[1].Value.Split(',', ' ') : [];

    // An option of one line, or a field of deb822.
    [GeneratedRegex(@"\bsigned-by\s*[=:]\s*(/[^\]\s]*(?:[, ]+/[^\]\s]*)*)", RegexOptions.IgnoreCase)]
    private static partial Regex Keyrings();
}

/// <summary>A file with repositories, without its comments.</summary>
internal sealed record AptSourceFile(string Path, ImmutableArray<string> Lines);
