using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Image;

/// <summary>A partition at its place on the disk; offset and size in bytes.</summary>
internal sealed record PlannedPartition(PartitionDefinition Definition, long Offset, long Size, Guid PartitionGuid, Guid FileSystemGuid, uint FatSerial);

/// <summary>Where everything lies on the disk: partitions one after another, each at a whole mebibyte.</summary>
internal sealed record DiskPlan(PartitionTableKind PartitionTable, long Size, uint DiskId, Guid DiskGuid, ImmutableArray<PlannedPartition> Partitions)
{
    /// <summary>The unit of which sfdisk counts; what disks of any kind call a sector in their partition tables.</summary>
    public const int SectorSize = 512;

    private const long Alignment = 1 << 20;

    /// <param name="sizeForContent">The smallest size for a partition that takes its size from its content, in bytes.</param>
    public static DiskPlan Of(DiskLayout layout, StableIds ids, Func<PartitionDefinition, long> sizeForContent)
    {
        var partitions = ImmutableArray.CreateBuilder<PlannedPartition>();
        long offset = Alignment;
        foreach (var partition in layout.Partitions)
        {
            long size = Align(partition.Size switch
            {
                PartitionSize.Fixed fixedSize => fixedSize.Bytes,
                PartitionSize.Content content => sizeForContent(partition) + content.FreeBytes,
                var other => throw new InvalidOperationException($"{other} is not a size."),
            });
            partitions.Add(new(partition, offset, size, ids.PartitionGuid(partition.Name), ids.FileSystemGuid(partition.Name), ids.FatSerial(partition.Name)));
            offset += size;
        }

        // A GPT has a second copy at the end of the disk.
        long end = layout.PartitionTable == PartitionTableKind.Gpt ? offset + Alignment : offset;
        return new(layout.PartitionTable, end, ids.DiskId, ids.DiskGuid, partitions.ToImmutable());
    }

    /// <summary>The table as sfdisk(8) reads it.</summary>
    public string SfdiskScript()
    {
        var script = new StringBuilder();
        script.Append(PartitionTable == PartitionTableKind.Mbr
            ? string.Create(CultureInfo.InvariantCulture, $"label: dos\nlabel-id: 0x{DiskId:x8}\n")
            : $"label: gpt\nlabel-id: {DiskGuid:D}\n");
        script.Append("unit: sectors\n");
        foreach (var partition in Partitions)
        {
            script.Append(CultureInfo.InvariantCulture, $"start={partition.Offset / SectorSize}, size={partition.Size / SectorSize}, type={partition.Definition.Type}");
            if (PartitionTable == PartitionTableKind.Gpt)
            {
                script.Append(CultureInfo.InvariantCulture, $", uuid={partition.PartitionGuid:D}, name=\"{partition.Definition.Label}\"");
            }

            script.Append(partition.Definition.Bootable ? ", bootable\n" : "\n");
        }

        return script.ToString();
    }

    private static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
