using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>The page on which a web server lists a folder; most mirrors show one.</summary>
internal static partial class ArchiveListing
{
    /// <summary>The folders in it; none where the page is no such list.</summary>
    public static ImmutableArray<string> Folders(string? page) => page is null ? [] : [.. Link().Matches(page).Select(link => link.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("href=\"(?:\\./)?([A-Za-z0-9][A-Za-z0-9.+_-]*)/\"", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
