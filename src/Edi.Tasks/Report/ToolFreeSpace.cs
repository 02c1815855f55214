using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>A file system whose own tool reads it where it lies in the image.</summary>
internal abstract class ToolFreeSpace : FreeSpaceReader
{
    public override long Read(IToolRunner sandbox, string image, long offset)
    {
        var command = Command(image, offset);
        return Parse(sandbox.Capture(EdiCodes.ReportNotMade, command))
            ?? throw new EdiException(EdiCodes.ReportNotMade, $"'{command}' told no free space.");
    }

    /// <summary>The program that tells.</summary>
    protected abstract ToolCommand Command(string image, long offset);

    /// <summary>What it told, in bytes; null when it did not.</summary>
    internal abstract long? Parse(string output);

    /// <summary>The number in a field's first group, whose thousands may have spaces between.</summary>
    private protected static long? Number(Regex field, string output) => field.Match(output) is { Success: true } match
        ? long.Parse(match.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
        : null;
}
