using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Layout;

/// <summary>A partition's place, in bytes.</summary>
internal sealed record PlacedPartition(PartitionDefinition Definition, long Offset, long Size)
{
    public long End => Offset + Size;
}

/// <summary>
/// Where everything lies on the disk: the partitions one after another in the order of their names, each at a multiple of
/// its alignment. While a definition is read, what is not known yet counts as empty, so that a problem which is found then
/// remains one.
/// </summary>
/// <param name="Size">The disk's, in bytes.</param>
/// <param name="Problems">What does not fit, each with its place in the definition.</param>
internal sealed record DiskPlacement(long Size, ImmutableArray<PlacedPartition> Partitions, ImmutableArray<(SourcePosition Where, string Message)> Problems)
{
    public const long DefaultAlignment = 1 << 20;

    /// <summary>What disks of any kind call a sector in their partition tables, in bytes.</summary>
    public const int SectorSize = 512;

    // The code that a BIOS starts lies before the MBR's table; a GPT has 33 sectors more, and a copy of them at the end.
    private const long BootCode = 440;
    private const long GptCopy = 33 * SectorSize;

    /// <param name="contentSize">The size of a partition that follows from its content, with what is to be free, in bytes.</param>
    /// <param name="rawSize">The size of data outside of partitions, in bytes.</param>
    public static DiskPlacement Of(DiskLayout layout, Func<PartitionDefinition, long> contentSize, Func<RawDataDefinition, long> rawSize)
    {
        var problems = ImmutableArray.CreateBuilder<(SourcePosition, string)>();
        bool isMbr = layout.PartitionTable == PartitionTableKind.Mbr;
        // A GPT ends with its copy, for which a whole unit is kept.
        long tail = isMbr ? 0 : DefaultAlignment;
        var sizes = layout.Partitions.Select(partition => SizeOf(partition, contentSize)).ToImmutableArray();
        var placed = ImmutableArray.CreateBuilder<PlacedPartition>();
        long end = DefaultAlignment;
        foreach (var (index, partition) in layout.Partitions.Index())
        {
            long offset = partition.Offset ?? Align(end, partition.Alignment);
            if (offset < end && placed.LastOrDefault() is { } before)
            {
                problems.Add((partition.Position, $"Partition '{partition.Name}' begins at {ByteSize.Exact(offset)}, but partition '{before.Definition.Name}' before it ends at {ByteSize.Exact(before.End)}."));
            }
            else if (offset < end)
            {
                problems.Add((partition.Position, $"Partition '{partition.Name}' begins at {ByteSize.Exact(offset)}, where the partition table lies; the first {ByteSize.Exact(DefaultAlignment)} belongs to it and to boot loaders."));
            }

            long size = sizes[index] ?? Math.Max(0, AlignDown(Limit(layout, sizes, index, (layout.Size ?? 0) - tail) - offset, partition.Alignment));
            placed.Add(new(partition, offset, size));
            end = Math.Max(end, offset + size);
        }

        var raw = layout.RawData.Select(data => (Data: data, Size: rawSize(data))).ToImmutableArray();
        long used = raw.Select(data => data.Data.Offset + data.Size).Append(end + tail).Max();
        if (layout.Size < used)
        {
            problems.Add((layout.Position, $"The disk's 'size' is {ByteSize.Exact(layout.Size.Value)}, but what is on it needs at least {ByteSize.Exact(used)}."));
        }

        long diskSize = layout.Size ?? Align(used, SectorSize);
        RejectOverlaps(raw, placed.ToImmutable(), isMbr, diskSize, problems);
        return new(diskSize, placed.ToImmutable(), problems.ToImmutable());
    }

    private static long? SizeOf(PartitionDefinition partition, Func<PartitionDefinition, long> contentSize) => partition.Size switch
    {
        PartitionSize.Fixed fixedSize => Align(fixedSize.Bytes, partition.Alignment),
        PartitionSize.Content => Align(contentSize(partition), partition.Alignment),
        _ => null,
    };

    /// <summary>Where what follows a partition begins at the latest.</summary>
    private static long Limit(DiskLayout layout, ImmutableArray<long?> sizes, int index, long end) =>
        layout.Partitions.Index().Skip(index + 1).Reverse()
            .Aggregate(end, (limit, later) => later.Item.Offset ?? AlignDown(limit - (sizes[later.Index] ?? 0), later.Item.Alignment));

    private static void RejectOverlaps(
        ImmutableArray<(RawDataDefinition Data, long Size)> raw, ImmutableArray<PlacedPartition> partitions, bool isMbr, long diskSize,
        ImmutableArray<(SourcePosition, string)>.Builder problems)
    {
        var taken = partitions.Select(partition => ($"partition '{partition.Definition.Name}'", Begin: partition.Offset, partition.End)).ToList();
        // A partition without a file system is for such data; they may fill it, and not reach over its end.
        var open = partitions.Where(partition => partition.Definition.FileSystem == FileSystemKind.None).Select(partition => (partition.Offset, partition.End)).ToHashSet();
        taken.Add(("the partition table", BootCode, isMbr ? SectorSize : SectorSize + GptCopy));
        if (!isMbr)
        {
            taken.Add(("the copy of the partition table", diskSize - GptCopy, diskSize));
        }

        foreach (var (data, size) in raw)
        {
            // What is not known yet has a beginning at least.
            var (begin, end) = (data.Offset, data.Offset + Math.Max(1, size));
            foreach (var (what, from, to) in taken.Where(range => begin < range.End && range.Begin < end && !(open.Contains((range.Begin, range.End)) && range.Begin <= begin && end <= range.End)))
            {
                problems.Add((data.Position, $"Raw data '{data.Name}' lie at the bytes {begin} to {end}, where {what} lies ({from} to {to})."));
            }

            taken.Add(($"raw data '{data.Name}'", begin, end));
        }
    }

    private static long Align(long bytes, long alignment) => (bytes + alignment - 1) / alignment * alignment;

    private static long AlignDown(long bytes, long alignment) => bytes / alignment * alignment;
}
