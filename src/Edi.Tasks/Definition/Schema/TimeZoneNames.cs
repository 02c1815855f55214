using System.Collections.Frozen;

namespace Edi.Tasks.Definition.Schema;

/// <summary>
/// The time zones that the host knows, with their former names. An image may know fewer, which its playbook tells; where the
/// host knows none, only that one does.
/// </summary>
internal static class TimeZoneNames
{
    // tzdata's own list in one file, in the language of zic(8).
    private const string List = "/usr/share/zoneinfo/tzdata.zi";

    private static readonly Lazy<FrozenSet<string>> s_known = new(() => File.Exists(List) ? Parse(File.ReadLines(List)) : []);

    public static FrozenSet<string> Known => s_known.Value;

    /// <summary>The names in the lines <c>Z NAME …</c>, a zone, and <c>L ZONE NAME</c>, a link.</summary>
    internal static FrozenSet<string> Parse(IEnumerable<string> lines) => lines
        .Select(line => line.Split(' '))
        .Select(words => words switch
        {
            ["Z", var zone, ..] => zone,
            ["L", _, var link, ..] => link,
            _ => "",
        })
        .Where(name => name.Length > 0)
        .ToFrozenSet(StringComparer.Ordinal);
}
