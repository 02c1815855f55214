using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>FAT by dosfstools and mtools.</summary>
internal sealed class Vfat(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : FileSystemWriter(sandbox, partition, ids, content)
{
    // FATs, boot sectors, and a margin.
    private const long Overhead = 2 << 20;

    public override long SizeForContent(long free)
    {
        long size = Size(4 << 10);
        return Math.Max(SectorsPerCluster(size) * DiskPlacement.SectorSize <= 4 << 10 ? size : Size(32 << 10), FileSystemTraits.Of(FileSystemKind.Vfat).Smallest);

        long Size(int cluster)
        {
            long used = TreeSize.Of(Sandbox, Content, cluster).Bytes + free;
            return used + (used / 50) + Overhead;
        }
    }

    public override void Write(string image, long offset, long size)
    {
        RejectNames();
        long sector = offset / DiskPlacement.SectorSize;
        ImmutableArray<string> label = Partition.Label.Length > 0 ? ["-n", Partition.Label] : [];
        Sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand(
                "mkfs.vfat",
                [
                    "--invariant", "-F", "32", "-s", Text(SectorsPerCluster(size)), "-h", Text(sector), "-i", Ids.FatSerial.ToString("x8", CultureInfo.InvariantCulture),
                    "--offset", Text(sector), .. label, image, Text(size / 1024),
                ]));
        if (Content.Length > 0)
        {
            Fill(new ToolCommand("sh", "-c", Script.Of("fill-vfat.sh"), "fill-vfat.sh", $"{image}@@{offset}", Content), size);
        }
    }

    // mtools would change such names, or keep one file of two, and say nothing.
    private void RejectNames()
    {
        if (Content.Length == 0)
        {
            return;
        }

        string[] paths = Sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("find", Content, "-mindepth", "1", "-printf", "%P\\n")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string? problem = paths.Select(FatNames.Problem).FirstOrDefault(problem => problem is not null)
            ?? (FatNames.Twins(paths) is { } twins ? $"'{twins.First}' and '{twins.Second}' differ only in the case of letters" : null);
        if (problem is not null)
        {
            throw NotHeld("A FAT file system", $"{problem}. Rename it in the root file system, or use another file system.");
        }
    }

    // Microsoft's table for FAT32. mkfs.vfat would look it up by the size of the whole image, and make clusters so large
    // that too few remain and every reader takes the file system for FAT16.
    internal static int SectorsPerCluster(long size) => (size >> 20) switch
    {
        <= 260 => 1,
        <= 8 << 10 => 8,
        <= 16 << 10 => 16,
        <= 32 << 10 => 32,
        _ => 64,
    };
}
