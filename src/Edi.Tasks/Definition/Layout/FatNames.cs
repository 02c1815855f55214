using System.Buffers;

namespace Edi.Tasks.Definition.Layout;

/// <summary>
/// Names that a FAT file system can hold: Microsoft's rules for long names. mtools change other names silently.
/// </summary>
internal static class FatNames
{
    private static readonly SearchValues<char> s_refused = SearchValues.Create("\"*:<>?\\|");

    /// <summary>Why a path cannot be in a FAT file system; null when it can.</summary>
    public static string? Problem(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(ProblemOfName).FirstOrDefault(problem => problem is not null);

    private static string? ProblemOfName(string name) => name switch
    {
        _ when name.AsSpan().IndexOfAny(s_refused) is >= 0 and var place => $"'{name}' has the character '{name[place]}'",
        _ when name.Any(char.IsControl) => $"'{name}' has a control character",
        [.., '.' or ' '] => $"'{name}' ends with a dot or a space",
        { Length: > 255 } => $"'{name}' has more than 255 characters",
        _ => null,
    };

    /// <summary>Two paths that differ only in the case of letters, which are one in a FAT file system; null when there are none.</summary>
    public static (string First, string Second)? Twins(IEnumerable<string> paths) => paths
        .GroupBy(path => path, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => ((string, string)?)(group.First(), group.ElementAt(1)))
        .FirstOrDefault();
}
