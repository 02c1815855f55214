using System.Collections.Immutable;
using System.Globalization;

namespace Edi.Tasks.Definition.Layout;

/// <summary>
/// Names for partition types, for each kind of table: sfdisk's own types, and the GUIDs of the Discoverable Partitions
/// Specification of the UAPI group.
/// </summary>
internal static class PartitionTypes
{
    private static readonly ImmutableSortedDictionary<string, string> s_mbr = new Dictionary<string, string>
    {
        ["esp"] = "ef",
        ["fat32-lba"] = "0c",
        ["linux"] = "83",
        ["swap"] = "82",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, string> s_gpt = new Dictionary<string, string>
    {
        ["basic-data"] = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
        ["bios-boot"] = "21686148-6449-6E6F-744E-656564454649",
        ["esp"] = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
        ["linux"] = "0FC63DAF-8483-4772-8E79-3D69D8477DE4",
        ["root-arm"] = "69DAD710-2CE4-4E3C-B16C-21A1D49ABED3",
        ["root-arm64"] = "B921B045-1DF0-41C3-AF44-4C6F280D3FAE",
        ["root-riscv64"] = "72EC70A6-CF74-40E6-BD49-4BDA08E8F224",
        ["root-x86-64"] = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709",
        ["swap"] = "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F",
        ["xbootldr"] = "BC13C2FF-59E6-4262-A352-B275FD6F7172",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names(PartitionTableKind table) => Of(table).Keys;

    /// <summary>The type as sfdisk takes it, or null: a name, two hexadecimal digits after <c>0x</c> (MBR), or a GUID (GPT).</summary>
    public static string? Resolve(PartitionTableKind table, string text) =>
        Of(table).GetValueOrDefault(text) ?? table switch
        {
            PartitionTableKind.Mbr when text.StartsWith("0x", StringComparison.Ordinal)
                && byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte type)
                && type != 0 => type.ToString("x2", CultureInfo.InvariantCulture),
            PartitionTableKind.Gpt when Guid.TryParseExact(text, "D", out var type) => type.ToString("D").ToUpperInvariant(),
            _ => null,
        };

    private static ImmutableSortedDictionary<string, string> Of(PartitionTableKind table) =>
        table == PartitionTableKind.Mbr ? s_mbr : s_gpt;
}
