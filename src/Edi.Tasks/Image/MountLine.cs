using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Image;

/// <summary>A line of fstab(5) that mounts something.</summary>
/// <param name="Number">The line's, from 1.</param>
/// <param name="Source">What is mounted; links of udev and quoted values are written as the plain tag that they mean.</param>
/// <param name="MountPoint">Without a slash at its end.</param>
internal sealed partial record MountLine(int Number, string Source, string MountPoint, string Type)
{
    /// <summary>The lines of a table, without comments and without what is no line of one.</summary>
    public static ImmutableArray<MountLine> Read(string table) =>
    [
        .. table.Split('\n').Index()
            .Select(line => (line.Index, Fields: line.Item.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Fields.Length >= 3 && !line.Fields[0].StartsWith('#'))
            .Select(line => new MountLine(line.Index + 1, Plain(Unescape(line.Fields[0])), Normalize(Unescape(line.Fields[1])), line.Fields[2])),
    ];

    /// <summary>Whether it names a device by what is written on it.</summary>
    public bool NamesByTag => Tag().IsMatch(Source);

    /// <summary>Whether a file system of this type can be mounted by it: a list of types, and one that is found out, can have it.</summary>
    public bool IsOfType(string type) => Type == "auto" || Type.Split(',').Contains(type, StringComparer.Ordinal);

    private static string Plain(string source)
    {
        var link = Link().Match(source);
        return link.Success ? $"{link.Groups[1].Value.ToUpperInvariant()}={link.Groups[2].Value}"
            : Tag().Match(source) is { Success: true } tag ? $"{tag.Groups[1].Value}={tag.Groups[2].Value.Trim('"')}"
            : source;
    }

    private static string Normalize(string mountPoint) =>
        mountPoint.StartsWith('/') ? "/" + string.Join('/', mountPoint.Split('/', StringSplitOptions.RemoveEmptyEntries)) : mountPoint;

    // The characters that separate fields are written in octal.
    private static string Unescape(string field) => Octal().Replace(field, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex("^((?:PART)?(?:LABEL|UUID))=(.*)$")]
    private static partial Regex Tag();

    [GeneratedRegex("^/dev/disk/by-((?:part)?(?:label|uuid))/(.+)$")]
    private static partial Regex Link();

    [GeneratedRegex(@"\\([0-3][0-7]{2})")]
    private static partial Regex Octal();
}
