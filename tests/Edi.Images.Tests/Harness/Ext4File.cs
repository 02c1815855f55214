using System.Globalization;
using System.Text.RegularExpressions;

namespace Edi.Images.Tests.Harness;

/// <summary>What an ext4 file system knows of a file; its extended attributes are in debugfs' words.</summary>
internal sealed partial record Ext4File(int Inode, string Type, string Mode, int User, int Group, int Links, string Attributes)
{
    /// <summary>Reads what <c>stat</c> of debugfs says.</summary>
    public static Ext4File Parse(string stat) => new(
        Number(InodeField(), stat),
        Field(TypeField(), stat),
        Field(ModeField(), stat),
        Number(UserField(), stat),
        Number(GroupField(), stat),
        Number(LinksField(), stat),
        Field(AttributesField(), stat));

    private static string Field(Regex field, string stat) => field.Match(stat).Groups[1].Value;

    private static int Number(Regex field, string stat) => int.Parse(Field(field, stat), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Inode: (\d+)")]
    private static partial Regex InodeField();

    [GeneratedRegex(@"Type: (\S+)")]
    private static partial Regex TypeField();

    [GeneratedRegex(@"Mode: +(\d+)")]
    private static partial Regex ModeField();

    [GeneratedRegex(@"User: +(\d+)")]
    private static partial Regex UserField();

    [GeneratedRegex(@"Group: +(\d+)")]
    private static partial Regex GroupField();

    [GeneratedRegex(@"Links: (\d+)")]
    private static partial Regex LinksField();

    [GeneratedRegex(@"Extended attributes:\n((?:  .*\n)*)")]
    private static partial Regex AttributesField();
}
