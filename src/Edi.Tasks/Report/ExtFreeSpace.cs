using System.Text.RegularExpressions;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>The free blocks of ext2, ext3 and ext4, with those that are kept for root.</summary>
internal sealed partial class ExtFreeSpace : ToolFreeSpace
{
    protected override ToolCommand Command(string image, long offset) => new("dumpe2fs", "-h", FormattableString.Invariant($"{image}?offset={offset}"));

    internal override long? Parse(string output) => Number(FreeBlocks(), output) * Number(BlockSize(), output);

    [GeneratedRegex(@"^Free blocks:\s+([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex FreeBlocks();

    [GeneratedRegex(@"^Block size:\s+([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex BlockSize();
}
