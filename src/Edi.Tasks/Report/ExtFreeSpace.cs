using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>The free blocks of ext2, ext3 and ext4, with those that are kept for root.</summary>
internal sealed partial class ExtFreeSpace : FreeSpaceReader
{
    protected override ToolCommand Command(string image, long offset) => new("dumpe2fs", "-h", FormattableString.Invariant($"{image}?offset={offset}"));

    internal override long? Parse(string output) =>
        Number(FreeBlocks(), output) is { } blocks && Number(BlockSize(), output) is { } size ? blocks * size : null;

    private static long? Number(Regex field, string output) =>
        field.Match(output) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^Free blocks:\s+([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex FreeBlocks();

    [GeneratedRegex(@"^Block size:\s+([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex BlockSize();
}
