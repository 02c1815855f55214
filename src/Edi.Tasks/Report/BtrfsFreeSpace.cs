using System.Text.RegularExpressions;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>What no extent of btrfs takes yet, before it keeps any of that twice.</summary>
internal sealed partial class BtrfsFreeSpace : ToolFreeSpace
{
    private const long SuperBlock = 64 << 10;

    protected override ToolCommand Command(string image, long offset) =>
        new("btrfs", "inspect-internal", "dump-super", "--bytenr", FormattableString.Invariant($"{offset + SuperBlock}"), image);

    internal override long? Parse(string output) => Number(Total(), output) - Number(Used(), output);

    [GeneratedRegex(@"^total_bytes\s+([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Total();

    [GeneratedRegex(@"^bytes_used\s+([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Used();
}
