using System.Buffers.Binary;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>
/// The free blocks in the superblock of XFS, see "XFS Algorithms and Data Structures". xfs_db reads no file system that begins
/// in the middle of a file.
/// </summary>
internal sealed class XfsFreeSpace : FreeSpaceReader
{
    private const uint Magic = 0x58465342; // "XFSB"
    private const int BlockSize = 4;
    private const int FreeBlocks = 144;

    public override long Read(IToolRunner sandbox, string image, long offset)
    {
        byte[] superblock = new byte[FreeBlocks + sizeof(ulong)];
        using var file = File.OpenRead(image);
        file.Position = offset;
        file.ReadExactly(superblock);
        return BinaryPrimitives.ReadUInt32BigEndian(superblock) == Magic
            ? checked((long)BinaryPrimitives.ReadUInt64BigEndian(superblock.AsSpan(FreeBlocks)) * BinaryPrimitives.ReadUInt32BigEndian(superblock.AsSpan(BlockSize)))
            : throw new EdiException(EdiCodes.ReportNotMade, FormattableString.Invariant($"{image} has no superblock of XFS at {offset}."));
    }
}
