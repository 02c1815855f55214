using System.Collections.Immutable;

namespace Edi.Tasks.Definition.Layout;

/// <summary>The file systems that a partition can hold.</summary>
internal enum FileSystemKind
{
    /// <summary>None: the partition stays empty.</summary>
    None,

    /// <summary>FAT32, as mkfs.vfat makes it.</summary>
    Vfat,

    /// <summary>The fourth extended file system.</summary>
    Ext4,

    /// <summary>The B-tree file system.</summary>
    Btrfs,

    /// <summary>SGI's file system.</summary>
    Xfs,

    /// <summary>Compressed and read-only.</summary>
    Squashfs,

    /// <summary>The enhanced read-only file system, compressed.</summary>
    Erofs,

    /// <summary>Swap space.</summary>
    Swap,
}

/// <summary>What the layout must know of a kind of file system.</summary>
/// <param name="Name">The kernel's name of it, which the definition and /etc/fstab use.</param>
/// <param name="LabelLength">The most characters that a label has; zero when it has no label.</param>
/// <param name="Smallest">The smallest size that its tool accepts, in bytes.</param>
/// <param name="Why">The reason for that size.</param>
/// <param name="Options">What /etc/fstab says of a root file system, unless the definition says something else.</param>
/// <param name="Package">The host's package with its tool, for what not each build needs.</param>
internal sealed record FileSystemTraits(FileSystemKind Kind, string Name, int LabelLength, long Smallest, string Why, string Options, string Package = "")
{
    private const int GptName = 36;
    private const long MiB = 1 << 20;

    private static readonly ImmutableArray<FileSystemTraits> s_all =
    [
        new(FileSystemKind.None, "none", GptName, 0, "", ""),
        new(FileSystemKind.Vfat, "vfat", 11, 34 * MiB, "FAT32 needs 65525 clusters", "defaults"),
        new(FileSystemKind.Ext4, "ext4", 16, 0, "", "errors=remount-ro"),
        new(FileSystemKind.Btrfs, "btrfs", GptName, 128 * MiB, "its metadata are there twice", "defaults", "btrfs-progs"),
        new(FileSystemKind.Xfs, "xfs", 12, 300 * MiB, "mkfs.xfs makes no smaller one", "defaults", "xfsprogs"),
        new(FileSystemKind.Squashfs, "squashfs", 0, 0, "", "ro", "squashfs-tools"),
        new(FileSystemKind.Erofs, "erofs", 0, 0, "", "ro", "erofs-utils"),
        new(FileSystemKind.Swap, "swap", 15, 0, "", "sw"),
    ];

    /// <summary>Whether files can be in it.</summary>
    public bool HoldsFiles => Kind is not (FileSystemKind.None or FileSystemKind.Swap);

    /// <summary>Whether it is finished when it is made, and has no use for space.</summary>
    public bool IsReadOnly => Kind is FileSystemKind.Squashfs or FileSystemKind.Erofs;

    /// <summary>Whether a label tells it from others; else its partition's UUID does.</summary>
    public bool HasLabel => LabelLength > 0;

    /// <summary>The article before the name, for messages.</summary>
    public string Article => Kind is FileSystemKind.Ext4 or FileSystemKind.Erofs or FileSystemKind.Xfs ? "an" : "a";

    public static FileSystemTraits Of(FileSystemKind kind) => s_all.Single(traits => traits.Kind == kind);

    public static FileSystemTraits? Find(string name) => s_all.SingleOrDefault(traits => traits.Name == name);
}
