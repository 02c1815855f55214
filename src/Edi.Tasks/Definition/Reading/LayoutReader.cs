using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads the section <c>image</c> and refuses layouts that cannot work.</summary>
internal static partial class LayoutReader
{
    private const long SmallestFat32 = 34 << 20;

    // 32 bits for a number of sectors; a GPT has 64, but no file is larger than this.
    private const long LargestMbr = 2L << 40;
    private const long LargestGpt = 1L << 60;

    /// <summary>Null when the section says too little, which the schema has reported.</summary>
    public static DiskLayout? Read(MappingEntry entry, MappingNode section, ProblemList problems)
    {
        if (section.Text("partition_table") is not { } text || ToTable(text.Text) is not { } table || section.Mapping("partitions") is not { } mapping)
        {
            return null;
        }

        ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions =
        [
            .. mapping.OrderedNodes()
                .Select(node => (node.Node, Partition: ReadPartition(node.Key, node.Node, table, problems)))
                .Where(pair => pair.Partition is not null)
                .Select(pair => (pair.Node, pair.Partition!)),
        ];
        if (partitions.Length == mapping.Entries.Length)
        {
            RejectConflicts(entry.Key.Position, table, partitions, problems);
        }

        return new(table, [.. partitions.Select(pair => pair.Partition)]);
    }

    private static PartitionTableKind? ToTable(string text) => text switch
    {
        "mbr" => PartitionTableKind.Mbr,
        "gpt" => PartitionTableKind.Gpt,
        _ => null,
    };

    private static FileSystemKind? ToFileSystem(string text) => text switch
    {
        "none" => FileSystemKind.None,
        "vfat" => FileSystemKind.Vfat,
        "ext4" => FileSystemKind.Ext4,
        _ => null,
    };

    private static PartitionDefinition? ReadPartition(ScalarNode key, MappingNode node, PartitionTableKind table, ProblemList problems)
    {
        string? type = ReadType(key, node, table, problems);
        var size = ReadSize(key, node, problems);
        string? mountPoint = node.Text("mount_point")?.Text;
        bool isRefused = node.Find("mount_point") is { } place && problems.Concern(place.Value);
        return isRefused || type is null || size is null || node.Text("file_system") is not { } text || ToFileSystem(text.Text) is not { } fileSystem
            ? null
            : new(key.Text, type, node.Text("label")?.Text ?? "", fileSystem, size, mountPoint, node.Flag("bootable"), key.Position);
    }

    private static string? ReadType(ScalarNode key, MappingNode node, PartitionTableKind table, ProblemList problems)
    {
        if (node.Text("type") is not { } text)
        {
            return null;
        }

        string? type = PartitionTypes.Resolve(table, text.Text);
        if (type is null)
        {
            string literal = table == PartitionTableKind.Mbr ? "a number such as 0x83" : "a GUID";
            problems.Add(EdiCodes.InvalidValue, text.Position, $"'type' in partition '{key.Text}' must be {literal} or one of {string.Join(", ", PartitionTypes.Names(table))}; found '{text.Text}'.");
        }

        return type;
    }

    private static PartitionSize? ReadSize(ScalarNode key, MappingNode node, ProblemList problems)
    {
        var size = node.Text("size");
        var free = node.Text("free_space");
        if (size is null == free is null)
        {
            if (node.Find("size") is null == node.Find("free_space") is null)
            {
                problems.Add(EdiCodes.LayoutConflict, key.Position, $"Partition '{key.Text}' needs either 'size' (fixed) or 'free_space' (as large as its content, and that much free).");
            }

            return null;
        }

        var text = (size ?? free)!;
        if (ByteSize.TryParse(text.Text, out long bytes))
        {
            return size is null ? new PartitionSize.Content(bytes) : new PartitionSize.Fixed(bytes);
        }

        return null; // The schema's pattern has refused it.
    }

    private static void RejectConflicts(
        SourcePosition section, PartitionTableKind table, ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions, ProblemList problems)
    {
        if (table == PartitionTableKind.Mbr && partitions.Length > 4)
        {
            Conflict(partitions[4].Partition.Position, "An MBR holds at most four partitions; use 'partition_table: gpt' for more.");
        }

        var largest = table == PartitionTableKind.Mbr ? LargestMbr : LargestGpt;
        decimal sum = 0;
        foreach (var (node, bytes) in partitions.Where(pair => pair.Partition.Size is PartitionSize.Fixed).Select(pair => (pair.Node, ((PartitionSize.Fixed)pair.Partition.Size).Bytes)))
        {
            if (sum <= largest && (sum += bytes) > largest)
            {
                Conflict(At(node, "size"), $"The partitions are larger than {ByteSize.Format(largest)}, which is all that a partition table of this kind can describe.");
            }
        }

        if (!partitions.Any(pair => pair.Partition.MountPoint == "/"))
        {
            Conflict(section, "Exactly one partition must have 'mount_point: /'.");
        }

        foreach (var (node, partition) in partitions)
        {
            var (label, mountPoint) = (At(node, "label"), At(node, "mount_point"));
            var size = At(node, partition.Size is PartitionSize.Content ? "free_space" : "size");
            if (partition.FileSystem == FileSystemKind.Vfat && !FatLabel().IsMatch(partition.Label))
            {
                Conflict(label, $"The label of a vfat file system has at most 11 characters of A-Z, 0-9, '_' and '-'; found '{partition.Label}'.");
            }

            if (partition.FileSystem != FileSystemKind.Vfat && !PlainLabel().IsMatch(partition.Label))
            {
                Conflict(label, $"A label holds only A-Z, a-z, 0-9, '_', '-' and '.'; found '{partition.Label}'.");
            }
            else if (partition.FileSystem == FileSystemKind.Ext4 && partition.Label.Length > 16)
            {
                Conflict(label, $"The label of an ext4 file system has at most 16 characters; found '{partition.Label}'.");
            }

            if (partition is { Size: PartitionSize.Content, FileSystem: not FileSystemKind.Ext4 })
            {
                Conflict(size, "Only an ext4 partition can take its size from its content; give this one a 'size'.");
            }

            if (partition is { FileSystem: FileSystemKind.Vfat, Size: PartitionSize.Fixed { Bytes: < SmallestFat32 } })
            {
                Conflict(size, "A vfat partition is at least 34MiB: FAT32 needs 65525 clusters.");
            }

            if (partition is { Size: PartitionSize.Fixed { Bytes: < 1 << 20 } })
            {
                Conflict(size, "A partition is at least 1MiB, the alignment of all partitions.");
            }

            if (partition is { MountPoint: not null, FileSystem: FileSystemKind.None })
            {
                Conflict(mountPoint, "A partition without a file system cannot have a mount point.");
            }

            if (partition is { MountPoint: not null, Label: "" })
            {
                Conflict(mountPoint, "A partition with a mount point needs a 'label': /etc/fstab finds it by that, never by a device's name.");
            }

            if (partition.Bootable && table == PartitionTableKind.Gpt)
            {
                Conflict(At(node, "bootable"), "'bootable' is a flag of an MBR; a GPT tells by its type what is booted.");
            }
        }

        foreach (var (what, key) in new[] { ("mount point", "mount_point"), ("label", "label") })
        {
            foreach (var twins in partitions.Select(pair => pair.Node.Text(key)).OfType<ScalarNode>().Where(value => value.Text.Length > 0).GroupBy(value => value.Text).Where(group => group.Count() > 1))
            {
                Conflict(twins.Last().Position, $"Two partitions have the {what} '{twins.Key}'; the first is in {twins.First().Position.SeenFrom(twins.Last().Position)}.");
            }
        }

        static SourcePosition At(MappingNode node, string key) => node.Find(key)?.Value.Position ?? node.Position;

        void Conflict(SourcePosition where, string message) => problems.Add(EdiCodes.LayoutConflict, where, message);
    }

    [GeneratedRegex(@"^[A-Z0-9_-]{0,11}\z")]
    private static partial Regex FatLabel();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{0,36}\z")]
    private static partial Regex PlainLabel();
}
