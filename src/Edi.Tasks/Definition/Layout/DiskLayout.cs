using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Layout;

/// <summary>The disk's partition table, its partitions in their order on the disk, and what lies outside of them.</summary>
internal sealed record DiskLayout(PartitionTableKind PartitionTable, ImmutableArray<PartitionDefinition> Partitions)
{
    /// <summary>The disk's size in bytes; null when it ends with what is on it.</summary>
    public long? Size { get; init; }

    /// <summary>Data at fixed places that no file system knows: boot loaders.</summary>
    public ImmutableArray<RawDataDefinition> RawData { get; init; } = [];

    /// <summary>The further forms of the image, each once, in the order of their names.</summary>
    public ImmutableArray<ImageFormat> Formats { get; init; } = [];

    /// <summary>The host's packages that only some file systems and formats need.</summary>
    [JsonIgnore]
    public ImmutableArray<string> HostPackages =>
    [
        .. Partitions.Select(partition => FileSystemTraits.Of(partition.FileSystem).Package)
            .Concat(Formats.Select(format => format.Package))
            .Where(package => package.Length > 0).Distinct(),
    ];

    /// <summary>Where the section stands.</summary>
    public SourcePosition Position { get; init; } = SourcePosition.None;

    /// <summary>Raw data with nothing but free space between it and the root partition before it; null for none.</summary>
    [JsonIgnore]
    public RawDataDefinition? RawDataBehindRoot
    {
        get
        {
            // Places are the least ones, since what is found by content counts as empty: raw data behind root is behind it there, too.
            var placed = DiskPlacement.Of(this, partition => 0, data => 0).Partitions;
            var root = placed.Single(partition => partition.Definition.MountPoint == "/");
            var next = Partitions.SkipWhile(partition => partition != root.Definition).Skip(1).FirstOrDefault();
            return RawData.FirstOrDefault(data =>
                data.Offset > root.Offset
                && (next is null || next.Offset > data.Offset)
                && !placed.Any(partition => partition != root && data.Offset >= partition.Offset && data.Offset < partition.End));
        }
    }
}

/// <summary>How the partitions are listed on the disk.</summary>
internal enum PartitionTableKind
{
    /// <summary>The master boot record's table of four, which a Raspberry Pi 3 and old BIOSes read.</summary>
    Mbr,

    /// <summary>The GUID partition table of UEFI.</summary>
    Gpt,

    /// <summary>A GUID partition table, and some of its partitions in the master boot record too.</summary>
    Hybrid,
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
    SourcePosition Position)
{
    /// <summary>Where it begins, in bytes; null when it follows the one before it.</summary>
    public long? Offset { get; init; }

    /// <summary>Its beginning and its size are multiples of this, in bytes.</summary>
    public long Alignment { get; init; } = DiskPlacement.DefaultAlignment;

    /// <summary>In a hybrid table, its type in the master boot record as two hexadecimal digits; null when it is not there.</summary>
    public string? MbrType { get; init; }

    /// <summary>Attributes of a GPT's entry, as sfdisk takes them.</summary>
    public ImmutableArray<string> Attributes { get; init; } = [];

    /// <summary>The options in /etc/fstab; null for those that fit the file system.</summary>
    public string? MountOptions { get; init; }

    /// <summary>Files that it holds besides those of its mount point, by their paths in it.</summary>
    public ImmutableArray<PlacedFile> Files { get; init; } = [];

    /// <summary>What the disk image takes from it, by the definition's keys; attributes and files are described apart, with their content.</summary>
    public string Describe() => DescribedValues.Of(
        ("type", Type),
        ("label", Label),
        ("file_system", FileSystemTraits.Of(FileSystem).Name),
        ("size", Size switch { PartitionSize.Fixed fixedSize => ByteSize.Exact(fixedSize.Bytes), PartitionSize.Rest => "rest", _ => null }),
        ("free_space", Size is PartitionSize.Content content ? ByteSize.Exact(content.FreeBytes) : null),
        ("mount_point", MountPoint),
        ("mount_options", MountOptions),
        ("bootable", Bootable ? "true" : null),
        ("mbr_type", MbrType),
        ("offset", Offset is { } offset ? ByteSize.Exact(offset) : null),
        ("alignment", ByteSize.Exact(Alignment)));
}

/// <summary>A file or folder of the project or of the root file system.</summary>
/// <param name="Path">Absolute: on the host, or in the root file system.</param>
internal sealed record ContentSource(string Path, bool IsInProject, SourcePosition Position);

/// <summary>A file or folder at a place in a partition's file system.</summary>
/// <param name="Destination">The path in the file system, which begins with a slash.</param>
internal sealed record PlacedFile(string Destination, ContentSource Source);

/// <summary>A file that is written to the disk outside of all partitions.</summary>
/// <param name="Offset">Bytes from the disk's beginning.</param>
internal sealed record RawDataDefinition(string Name, long Offset, ContentSource Source, SourcePosition Position);

/// <summary>How large a partition is.</summary>
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Content), "content")]
[JsonDerivedType(typeof(Rest), "rest")]
internal abstract record PartitionSize
{
    /// <summary>As large as the definition says, in bytes.</summary>
    internal sealed record Fixed(long Bytes) : PartitionSize;

    /// <summary>As large as its content, and this many bytes free.</summary>
    internal sealed record Content(long FreeBytes) : PartitionSize;

    /// <summary>What the other partitions leave of the disk.</summary>
    internal sealed record Rest : PartitionSize;
}
