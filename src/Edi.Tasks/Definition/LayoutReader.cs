using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>Reads the section <c>image</c> and refuses layouts that cannot work.</summary>
internal static partial class LayoutReader
{
    private const long SmallestFat32 = 34 << 20;

    private static readonly ImmutableDictionary<string, PartitionTableKind> s_tables =
        new Dictionary<string, PartitionTableKind> { ["mbr"] = PartitionTableKind.Mbr, ["gpt"] = PartitionTableKind.Gpt }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, FileSystemKind> s_fileSystems =
        new Dictionary<string, FileSystemKind> { ["none"] = FileSystemKind.None, ["vfat"] = FileSystemKind.Vfat, ["ext4"] = FileSystemKind.Ext4 }.ToImmutableDictionary();

    public static DiskLayout? Read(MappingReader? section)
    {
        if (section is null)
        {
            return null;
        }

        var table = Choose(section, "partition_table", s_tables);
        var mapping = section.RequiredMapping("partitions");
        var nodes = mapping?.OrderedNodes("partition") ?? [];
        var partitions = nodes.Select(node => (node.Value, Partition: ReadPartition(node.Key, node.Value, table))).ToList();
        section.RejectUnknownKeys();

        ImmutableArray<(MappingReader Reader, PartitionDefinition Partition)> read =
            [.. partitions.Where(pair => pair.Partition is not null).Select(pair => (pair.Value, pair.Partition!))];
        if (read.Length == mapping?.Node.Children.Count)
        {
            RejectConflicts(section, table, read);
        }

        return table is null ? null : new(table.Value, [.. read.Select(pair => pair.Partition)]);
    }

    private static PartitionDefinition? ReadPartition(string name, MappingReader node, PartitionTableKind? table)
    {
        string? type = ReadType(node, table);
        string label = node.OptionalText("label") ?? "";
        var fileSystem = Choose(node, "file_system", s_fileSystems);
        var size = ReadSize(node);
        string? mountPoint = ReadMountPoint(node);
        bool bootable = node.Flag("bootable");
        node.RejectUnknownKeys();
        if (!NodeName.IsValid(name))
        {
            node.Problems.Add(EdiCodes.InvalidValue, node.Place, NodeName.Rule(name));
        }

        return type is null || fileSystem is not { } kind || size is null || (mountPoint is null && node.Optional("mount_point") is not null)
            ? null
            : new(name, type, label, kind, size, mountPoint, bootable, node.Position);
    }

    private static string? ReadType(MappingReader node, PartitionTableKind? table)
    {
        var value = node.Required("type");
        string? text = node.Text(value, "type");
        if (text is null || table is not { } kind)
        {
            return null;
        }

        string? type = PartitionTypes.Resolve(kind, text);
        if (type is null)
        {
            string literal = kind == PartitionTableKind.Mbr ? "a number such as 0x83" : "a GUID";
            node.Problems.Add(EdiCodes.InvalidValue, value!, $"'type' in {node.Where} must be {literal} or one of {string.Join(", ", PartitionTypes.Names(kind))}; found '{text}'.");
        }

        return type;
    }

    private static PartitionSize? ReadSize(MappingReader node)
    {
        long? size = ReadBytes(node, "size");
        long? free = ReadBytes(node, "free_space");
        switch (size, free)
        {
            case ({ } bytes, null):
                return new PartitionSize.Fixed(bytes);
            case (null, { } bytes):
                return new PartitionSize.Content(bytes);
            case (null, null) when node.Optional("size") is not null || node.Optional("free_space") is not null:
                return null; // Reported already.
            default:
                node.Problems.Add(EdiCodes.LayoutConflict, node.Place, $"{node.Where} needs either 'size' (fixed) or 'free_space' (as large as its content, and that much free).");
                return null;
        }
    }

    private static long? ReadBytes(MappingReader node, string key)
    {
        var value = node.Optional(key);
        string? text = node.Text(value, key);
        if (text is null)
        {
            return null;
        }

        if (ByteSize.TryParse(text, out long bytes))
        {
            return bytes;
        }

        node.Problems.Add(EdiCodes.InvalidValue, value!, $"'{key}' in {node.Where} must be a whole number with KiB, MiB, GiB or TiB, such as 512MiB; found '{text}'.");
        return null;
    }

    private static string? ReadMountPoint(MappingReader node)
    {
        var value = node.Optional("mount_point");
        string? text = node.Text(value, "mount_point");
        if (text is null || MountPoint().IsMatch(text))
        {
            return text;
        }

        node.Problems.Add(EdiCodes.InvalidValue, value!, $"'mount_point' in {node.Where} must be a clean absolute path such as /boot/firmware; found '{text}'.");
        return null;
    }

    private static TKind? Choose<TKind>(MappingReader node, string key, ImmutableDictionary<string, TKind> kinds)
        where TKind : struct
    {
        var value = node.Required(key);
        return node.Text(value, key) is { } text && node.RequireOneOf(value!, key, text, kinds.Keys.Order(StringComparer.Ordinal))
            ? kinds[text]
            : null;
    }

    private static void RejectConflicts(
        MappingReader section, PartitionTableKind? table, ImmutableArray<(MappingReader Reader, PartitionDefinition Partition)> partitions)
    {
        if (table == PartitionTableKind.Mbr && partitions.Length > 4)
        {
            Conflict(partitions[4].Reader, "An MBR holds at most four partitions; use 'partition_table: gpt' for more.");
        }

        if (partitions.Count(pair => pair.Partition.MountPoint == "/") != 1)
        {
            Conflict(section, "Exactly one partition must have 'mount_point: /'.");
        }

        foreach (var (reader, partition) in partitions)
        {
            if (partition.FileSystem == FileSystemKind.Vfat && !FatLabel().IsMatch(partition.Label))
            {
                Conflict(reader, $"The label of a vfat file system has at most 11 characters of A-Z, 0-9, '_' and '-'; found '{partition.Label}'.");
            }

            if (partition.FileSystem != FileSystemKind.Vfat && !PlainLabel().IsMatch(partition.Label))
            {
                Conflict(reader, $"A label holds only A-Z, a-z, 0-9, '_', '-' and '.'; found '{partition.Label}'.");
            }
            else if (partition.FileSystem == FileSystemKind.Ext4 && partition.Label.Length > 16)
            {
                Conflict(reader, $"The label of an ext4 file system has at most 16 characters; found '{partition.Label}'.");
            }

            if (partition is { Size: PartitionSize.Content, FileSystem: not FileSystemKind.Ext4 })
            {
                Conflict(reader, "Only an ext4 partition can take its size from its content; give this one a 'size'.");
            }

            if (partition is { FileSystem: FileSystemKind.Vfat, Size: PartitionSize.Fixed { Bytes: < SmallestFat32 } })
            {
                Conflict(reader, "A vfat partition is at least 34MiB: FAT32 needs 65525 clusters.");
            }

            if (partition is { Size: PartitionSize.Fixed { Bytes: < 1 << 20 } })
            {
                Conflict(reader, "A partition is at least 1MiB, the alignment of all partitions.");
            }

            if (partition is { MountPoint: not null, FileSystem: FileSystemKind.None })
            {
                Conflict(reader, "A partition without a file system cannot have a mount point.");
            }

            if (partition is { MountPoint: not null, Label: "" })
            {
                Conflict(reader, "A partition with a mount point needs a 'label': /etc/fstab finds it by that, never by a device's name.");
            }

            if (partition.Bootable && table == PartitionTableKind.Gpt)
            {
                Conflict(reader, "'bootable' is a flag of an MBR; a GPT tells by its type what is booted.");
            }
        }

        foreach (var (what, value) in new (string, Func<PartitionDefinition, string?>)[] { ("mount point", p => p.MountPoint), ("label", p => p.Label) })
        {
            foreach (var twins in partitions.Where(pair => !string.IsNullOrEmpty(value(pair.Partition))).GroupBy(pair => value(pair.Partition)).Where(group => group.Count() > 1))
            {
                Conflict(twins.Last().Reader, $"Two partitions have the {what} '{twins.Key}'.");
            }
        }
    }

    private static void Conflict(MappingReader where, string message) =>
        where.Problems.Add(EdiCodes.LayoutConflict, where.Place, message);

    [GeneratedRegex(@"^/\z|^(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+\z")]
    private static partial Regex MountPoint();

    [GeneratedRegex(@"^[A-Z0-9_-]{0,11}\z")]
    private static partial Regex FatLabel();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{0,36}\z")]
    private static partial Regex PlainLabel();
}
