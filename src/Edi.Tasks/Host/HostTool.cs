using System.Collections.Immutable;

namespace Edi.Tasks.Host;

/// <summary>A program that a build starts, the Debian package that has it, and the oldest version that works.</summary>
internal sealed record HostTool(string Program, string Package, string MinimumVersion, string Purpose)
{
    /// <summary>What every build needs. The minimum is what Debian 12 has, unless a reason is named.</summary>
    public static ImmutableArray<HostTool> All { get; } =
    [
        new("mmdebstrap", "mmdebstrap", "1.3.5", "makes the root file system"),
        new("buildah", "buildah", "1.28", "stores the layers"),
        // Buildah of Debian 13 looks for it before it does anything, though no container here has a network of its own.
        new("/usr/lib/podman/netavark", "netavark", "1.4", "is looked for by buildah"),
        new("ansible-playbook", "ansible-core", "2.14", "runs the playbooks"),
        // The collection community.general has the connection into a container; it has no program of its own.
        new("ansible-community", "ansible", "7.0", "reaches the container"),
        new("unshare", "util-linux", "2.38", "makes the sandbox"),
        new("newuidmap", "uidmap", "4.13", "gives an ordinary user's sandbox its users"),
        new("sfdisk", "fdisk", "2.38", "writes the partition table"),
        new("mke2fs", "e2fsprogs", "1.47", "writes ext4; knows assume_storage_prezeroed since 1.47"),
        new("mkfs.vfat", "dosfstools", "4.2", "writes FAT; knows --offset since 4.2"),
        new("mcopy", "mtools", "4.0.32", "fills FAT"),
        new("bmaptool", "bmap-tools", "3.6", "writes the block map"),
        new("tar", "tar", "1.34", "unpacks the root file system"),
    ];

    /// <summary>The emulator for foreign architectures; which program it is depends on the architecture.</summary>
    public const string EmulatorPackage = "qemu-user-static";

    /// <summary>Debian's keys, which a host that is not Debian may lack.</summary>
    public const string KeyringPackage = "debian-archive-keyring";

    /// <summary>Where that package has them.</summary>
    public const string KeyringFile = Definition.OpenPgpKeys.FileOfDebian;
}
