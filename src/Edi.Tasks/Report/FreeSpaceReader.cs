using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>Reads from one kind of file system how much still fits into it. Those without a reader are reported without.</summary>
internal abstract class FreeSpaceReader
{
    private static readonly ImmutableDictionary<string, FreeSpaceReader> s_readers = ImmutableDictionary.CreateRange<string, FreeSpaceReader>(
    [
        new("ext2", new ExtFreeSpace()),
        new("ext3", new ExtFreeSpace()),
        new("ext4", new ExtFreeSpace()),
        new("vfat", new FatFreeSpace()),
    ]);

    /// <param name="fileSystem">blkid's word.</param>
    public static FreeSpaceReader? For(string fileSystem) => s_readers.GetValueOrDefault(fileSystem);

    /// <summary>The free bytes of the file system that begins at an offset of the image.</summary>
    public long Read(IToolRunner sandbox, string image, long offset)
    {
        var command = Command(image, offset);
        return Parse(sandbox.Capture(EdiCodes.ReportNotMade, command))
            ?? throw new EdiException(EdiCodes.ReportNotMade, $"'{command}' told no free space.");
    }

    /// <summary>The program that tells.</summary>
    protected abstract ToolCommand Command(string image, long offset);

    /// <summary>What it told, in bytes; null when it did not.</summary>
    internal abstract long? Parse(string output);
}
