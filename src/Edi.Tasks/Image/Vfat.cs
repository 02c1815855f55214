using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>FAT by dosfstools and mtools.</summary>
internal sealed class Vfat : FileSystemWriter
{
    public override void Write(IToolRunner sandbox, string image, PlannedPartition partition, string content)
    {
        long sector = partition.Offset / DiskPlan.SectorSize;
        ImmutableArray<string> label = partition.Definition.Label.Length > 0 ? ["-n", partition.Definition.Label] : [];
        sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand(
                "mkfs.vfat",
                [
                    "--invariant", "-F", "32", "-s", Text(SectorsPerCluster(partition.Size)), "-h", Text(sector), "-i", partition.FatSerial.ToString("x8", CultureInfo.InvariantCulture),
                    "--offset", Text(sector), .. label, image, Text(partition.Size / 1024),
                ]));
        if (content.Length > 0)
        {
            int exitCode = sandbox.Run(new ToolCommand("sh", "-c", Script.Of("fill-vfat.sh"), "fill-vfat.sh", $"{image}@@{partition.Offset}", content));
            if (exitCode != 0)
            {
                throw new EdiException([new(
                    EdiCodes.ContentTooLarge,
                    $"The files of {partition.Definition.MountPoint} could not be copied into partition {partition.Definition.Name} of {Text(partition.Size >> 20)} MiB; if it is too small, give it a larger 'size'.",
                    partition.Definition.Position)]);
            }
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

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
