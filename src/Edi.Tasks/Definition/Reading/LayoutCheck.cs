using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Refuses layouts that cannot work, before anything is built.</summary>
/// <param name="section">The place of the section's key.</param>
internal sealed class LayoutCheck(DiskLayout layout, SourcePosition section, ProblemList problems)
{
    // 32 bits for a number of sectors; a GPT has 64, but no file is larger than this.
    private const long LargestMbr = 2L << 40;
    private const long LargestGpt = 1L << 60;

    public void Check(ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions)
    {
        CheckTable(partitions);
        foreach (var (node, partition) in partitions)
        {
            new PartitionCheck(layout, node, partition, problems).Check();
        }

        RejectTwins(partitions, "mount point", "mount_point");
        RejectTwins(partitions, "label", "label");
        if (FitsItsTable(partitions))
        {
            CheckPlacement(partitions);
        }
    }

    private void CheckTable(ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions)
    {
        if (layout.PartitionTable == PartitionTableKind.Mbr && partitions.Length > 4)
        {
            Conflict(partitions[4].Partition.Position, "An MBR holds at most four partitions; use 'partition_table: gpt' for more.");
        }

        ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> inMbr = [.. partitions.Where(pair => pair.Partition.MbrType is not null)];
        if (layout.PartitionTable == PartitionTableKind.Hybrid && inMbr.Length is 0 or > 3)
        {
            Conflict(
                inMbr.IsEmpty ? section : inMbr[3].Node.Find("mbr_type")!.Value.Position,
                $"In a hybrid table one to three partitions have an 'mbr_type' and are in the MBR too, where the GPT itself takes the fourth place; found {inMbr.Length}.");
        }

        if (!partitions.Any(pair => pair.Partition.MountPoint == "/"))
        {
            Conflict(section, "Exactly one partition must have 'mount_point: /'.");
        }
    }

    private bool FitsItsTable(ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions)
    {
        var largest = layout.PartitionTable == PartitionTableKind.Mbr ? LargestMbr : LargestGpt;
        decimal sum = layout.Size ?? 0;
        if (sum > largest)
        {
            Conflict(layout.Position, $"The disk is larger than {ByteSize.Format(largest)}, which is all that a partition table of this kind can describe.");
            return false;
        }

        sum = 0;
        foreach (var (node, partition) in partitions)
        {
            sum += partition.Size is PartitionSize.Fixed size ? size.Bytes : 0;
            if (sum > largest || partition.Offset > largest)
            {
                Conflict(At(node, sum > largest ? "size" : "offset"), $"The partitions are larger than {ByteSize.Format(largest)}, which is all that a partition table of this kind can describe.");
                return false;
            }
        }

        return true;
    }

    private void CheckPlacement(ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions)
    {
        ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> rest = [.. partitions.Where(pair => pair.Partition.Size is PartitionSize.Rest)];
        if (rest.Length > 1)
        {
            Conflict(At(rest[1].Node, "size"), "Only one partition can have 'size: rest'.");
        }
        else if (rest.Length == 1 && layout.Size is null)
        {
            Conflict(At(rest[0].Node, "size"), "'size: rest' is what the other partitions leave of the disk, so the section 'image' needs a 'size', the disk's.");
        }
        else
        {
            var placement = DiskPlacement.Of(layout, partition => ((PartitionSize.Content)partition.Size).FreeBytes, data => data.Source.IsInProject ? new FileInfo(data.Source.Path).Length : 0);
            foreach (var (where, message) in placement.Problems)
            {
                Conflict(where, message);
            }

            foreach (var placed in placement.Partitions.Where(placed => placed.Definition.Size is PartitionSize.Rest))
            {
                long smallest = Math.Max(DiskPlacement.DefaultAlignment, FileSystemTraits.Of(placed.Definition.FileSystem).Smallest);
                if (placed.Size < smallest)
                {
                    Conflict(At(rest[0].Node, "size"), $"The rest of the disk is {ByteSize.Format(placed.Size)}, but partition '{placed.Definition.Name}' needs at least {ByteSize.Format(smallest)}.");
                }
            }
        }
    }

    private void RejectTwins(ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions, string what, string key)
    {
        foreach (var twins in partitions.Select(pair => pair.Node.Text(key)).OfType<ScalarNode>().Where(value => value.Text.Length > 0).GroupBy(value => value.Text).Where(group => group.Count() > 1))
        {
            Conflict(twins.Last().Position, $"Two partitions have the {what} '{twins.Key}'; the first is in {twins.First().Position.SeenFrom(twins.Last().Position)}.");
        }
    }

    private static SourcePosition At(MappingNode node, string key) => node.Find(key)?.Value.Position ?? node.Position;

    private void Conflict(SourcePosition where, string message) => problems.Add(EdiCodes.LayoutConflict, where, message);
}
