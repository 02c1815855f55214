using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Image;

/// <summary>A partition at its place on the disk; offset and size in bytes.</summary>
internal sealed record PlannedPartition(PartitionDefinition Definition, long Offset, long Size, PartitionIds Ids);

/// <summary>Where everything lies on the disk, and what identifies it.</summary>
internal sealed record DiskPlan(PartitionTableKind PartitionTable, long Size, uint DiskId, Guid DiskGuid, ImmutableArray<PlannedPartition> Partitions)
{
    /// <param name="sizeForContent">The size of a partition that takes it from its content, with what is to be free, in bytes.</param>
    /// <param name="rawSize">The size of data outside of partitions, in bytes.</param>
    /// <exception cref="EdiException">EDI5002 for each thing that does not fit, which only the content tells.</exception>
    public static DiskPlan Of(DiskLayout layout, StableIds ids, Func<PartitionDefinition, long> sizeForContent, Func<RawDataDefinition, long> rawSize)
    {
        var placement = DiskPlacement.Of(layout, sizeForContent, rawSize);
        if (!placement.Problems.IsEmpty)
        {
            throw new EdiException([.. placement.Problems.Select(problem => new EdiProblem(EdiCodes.ContentTooLarge, problem.Message, problem.Where))]);
        }

        return new(
            layout.PartitionTable,
            placement.Size,
            ids.DiskId,
            ids.DiskGuid,
            [.. placement.Partitions.Select(placed => new PlannedPartition(placed.Definition, placed.Offset, placed.Size, ids.Of(placed.Definition.Name)))]);
    }

    /// <summary>The table as sfdisk(8) reads it.</summary>
    public string SfdiskScript()
    {
        if (PartitionTable == PartitionTableKind.Mbr)
        {
            return MbrScript(Partitions.Select(partition => (partition, partition.Definition.Type)));
        }

        var script = new StringBuilder($"label: gpt\nlabel-id: {DiskGuid:D}\nunit: sectors\n");
        foreach (var partition in Partitions)
        {
            script.Append(CultureInfo.InvariantCulture, $"{Place(partition)}, type={partition.Definition.Type}, uuid={partition.Ids.PartitionGuid:D}, name=\"{partition.Definition.Label}\"");
            script.Append(partition.Definition.Attributes.IsEmpty ? "\n" : $", attrs=\"{string.Join(' ', partition.Definition.Attributes)}\"\n");
        }

        return script.ToString();
    }

    /// <summary>The MBR of a hybrid table, as sfdisk reads it; null when there is none. The GPT itself comes last, since a boot ROM looks at the first entry.</summary>
    public string? HybridScript() => PartitionTable == PartitionTableKind.Hybrid
        ? MbrScript(Partitions.Where(partition => partition.Definition.MbrType is not null).Select(partition => (partition, partition.Definition.MbrType!)))
            + string.Create(CultureInfo.InvariantCulture, $"start=1, size={(Partitions[0].Offset / DiskPlacement.SectorSize) - 1}, type=ee\n")
        : null;

    private string MbrScript(IEnumerable<(PlannedPartition Partition, string Type)> partitions) =>
        string.Create(CultureInfo.InvariantCulture, $"label: dos\nlabel-id: 0x{DiskId:x8}\nunit: sectors\n")
        + string.Concat(partitions.Select(entry => $"{Place(entry.Partition)}, type={entry.Type}{(entry.Partition.Definition.Bootable ? ", bootable" : "")}\n"));

    private static string Place(PlannedPartition partition) =>
        string.Create(CultureInfo.InvariantCulture, $"start={partition.Offset / DiskPlacement.SectorSize}, size={partition.Size / DiskPlacement.SectorSize}");
}
