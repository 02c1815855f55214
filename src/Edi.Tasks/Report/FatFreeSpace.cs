using System.Text.RegularExpressions;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>The free clusters of FAT, of which mdir tells the bytes in its last line.</summary>
internal sealed partial class FatFreeSpace : ToolFreeSpace
{
    protected override ToolCommand Command(string image, long offset) => new("mdir", "-i", FormattableString.Invariant($"{image}@@{offset}"), "::");

    internal override long? Parse(string output) => Number(FreeBytes(), output);

    [GeneratedRegex(@"([0-9]+(?: [0-9]{3})*) bytes free")]
    private static partial Regex FreeBytes();
}
