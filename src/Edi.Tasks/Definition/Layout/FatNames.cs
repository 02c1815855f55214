using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition.Layout;

/// <summary>
/// Names that a FAT file system can hold and mtools writes as they are: Microsoft's rules for long names, and what mtools would
/// refuse, or change silently.
/// </summary>
internal static partial class FatNames
{
    private const int MostUnits = 255; // of UTF-16
    private const char NotUtf8 = '\uFFFD'; // what a decoder makes of such bytes

    private static readonly SearchValues<char> s_refused = SearchValues.Create("\"*:<>?\\|");

    /// <summary>Why a path cannot be in a FAT file system; null when it can.</summary>
    public static string? Problem(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Select(name => ProblemOfName(name) is { } problem ? $"'{Shown(name)}' {problem}" : null)
        .FirstOrDefault(problem => problem is not null);

    /// <summary>What of a file's or folder's name cannot be in a FAT file system; null when all can.</summary>
    public static string? ProblemOfName(string name) => name switch
    {
        _ when name.AsSpan().IndexOfAny(s_refused) is >= 0 and var place => $"has the character '{name[place]}'",
        _ when name.Any(char.IsControl) => "has a control character",
        _ when name.Contains(NotUtf8, StringComparison.Ordinal) => "is not UTF-8",
        // mtools write one unit of UTF-16 for each character.
        _ when name.Any(char.IsSurrogate) => "has a character beyond U+FFFF, which mtools cannot write",
        [.., '.' or ' '] => "ends with a dot or a space",
        { Length: > MostUnits } => "has more than 255 characters",
        _ when DeviceName().IsMatch(name) => "is a device of DOS, which mtools refuses",
        _ when ShortName().IsMatch(name) && !name.All(char.IsAscii) => "is a short name (8.3) with characters beyond ASCII, which mtools would change",
        _ when GeneratedName().IsMatch(name) => "is like the short names that FAT makes of long ones",
        _ => null,
    };

    /// <summary>Each pair of paths that differ only in the case of letters, which are one in a FAT file system.</summary>
    public static ImmutableArray<(string First, string Second)> Twins(IEnumerable<string> paths) =>
    [
        .. paths
            .GroupBy(path => path, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => (group.First(), group.ElementAt(1))),
    ];

    /// <summary>A name as people can read it: without what would end the line, or change the terminal.</summary>
    public static string Shown(string name) => string.Concat(name.Select(character => char.IsControl(character) ? '?' : character));

    [GeneratedRegex(@"^(aux|con|nul|prn|com[1-4]|lpt[1-4])\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();

    [GeneratedRegex(@"^[^. ]{1,8}(\.[^. ]{1,3})?\z")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"^(?=[^. ]{3,8}(\.|\z))[^. ]+~[0-9]+(\.[^. ]{1,3})?\z")]
    private static partial Regex GeneratedName();
}
