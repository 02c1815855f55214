using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>The free clusters of FAT, of which mdir tells the bytes in its last line.</summary>
internal sealed partial class FatFreeSpace : FreeSpaceReader
{
    protected override ToolCommand Command(string image, long offset) => new("mdir", "-i", FormattableString.Invariant($"{image}@@{offset}"), "::");

    internal override long? Parse(string output) => FreeBytes().Match(output) is { Success: true } match
        ? long.Parse(match.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
        : null;

    // Its thousands have spaces between.
    [GeneratedRegex(@"([0-9]+(?: [0-9]{3})*) bytes free")]
    private static partial Regex FreeBytes();
}
