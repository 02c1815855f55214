using System.Collections.Immutable;
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
        new("btrfs", new BtrfsFreeSpace()),
        new("xfs", new XfsFreeSpace()),
    ]);

    /// <param name="fileSystem">blkid's word.</param>
    public static FreeSpaceReader? For(string fileSystem) => s_readers.GetValueOrDefault(fileSystem);

    /// <summary>The free bytes of the file system that begins at an offset of the image.</summary>
    /// <exception cref="Diagnostics.EdiException">EDI8001, when it cannot be read.</exception>
    public abstract long Read(IToolRunner sandbox, string image, long offset);
}
