using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Edi.Tasks.Definition.Layout;

/// <summary>The disk's partition table and its partitions, in their order on the disk.</summary>
internal sealed record DiskLayout(PartitionTableKind PartitionTable, ImmutableArray<PartitionDefinition> Partitions);

/// <summary>How the partitions are listed on the disk.</summary>
internal enum PartitionTableKind
{
    /// <summary>The master boot record's table of four, which a Raspberry Pi 3 and old BIOSes read.</summary>
    Mbr,

    /// <summary>The GUID partition table of UEFI.</summary>
    Gpt,
}

/// <summary>A partition and what it holds.</summary>
/// <param name="Type">The partition type as sfdisk takes it: two hexadecimal digits, or a GUID.</param>
/// <param name="Label">The file system's label and, in a GPT, the partition's name; empty for none.</param>
/// <param name="MountPoint">Where it is mounted, and so which files of the root file system it holds; null for none.</param>
internal sealed record PartitionDefinition(
    string Name,
    string Type,
    string Label,
    FileSystemKind FileSystem,
    PartitionSize Size,
    string? MountPoint,
    bool Bootable,
    Diagnostics.SourcePosition Position);

/// <summary>The file systems that a partition can hold.</summary>
internal enum FileSystemKind
{
    /// <summary>None: the partition stays empty.</summary>
    None,

    /// <summary>FAT, as mkfs.vfat makes it.</summary>
    Vfat,

    /// <summary>The fourth extended file system.</summary>
    Ext4,
}

/// <summary>How large a partition is.</summary>
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Content), "content")]
internal abstract record PartitionSize
{
    /// <summary>As large as the definition says, in bytes.</summary>
    internal sealed record Fixed(long Bytes) : PartitionSize;

    /// <summary>As large as its content, and this many bytes free.</summary>
    internal sealed record Content(long FreeBytes) : PartitionSize;
}
