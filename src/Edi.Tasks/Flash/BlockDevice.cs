using System.Collections.Immutable;

namespace Edi.Tasks.Flash;

/// <summary>A block device with what lies on it, as lsblk(8) tells.</summary>
/// <param name="Path">Its file, such as /dev/sdb.</param>
/// <param name="KernelName">Its name in /sys/class/block, such as sdb.</param>
/// <param name="Type">lsblk's word: disk, part, loop, crypt, lvm, raid1 …</param>
/// <param name="Size">Bytes; 0 when there is no medium in it.</param>
/// <param name="IsRemovable">Whether its medium can be taken out, or the device itself while the system runs.</param>
/// <param name="Model">The maker's and the device's name; empty when nobody knows them.</param>
/// <param name="Transport">How it is attached, such as usb; empty when nobody knows.</param>
/// <param name="Content">What was found there: the kind of partition table or file system; empty for nothing that is known.</param>
/// <param name="Label">The file system's label or the partition's name; empty for none.</param>
/// <param name="MountPoints">Where it is mounted; [SWAP] for swap space that is in use.</param>
/// <param name="Children">Its partitions, and whatever else the kernel has made of it: volumes, arrays, decrypted devices.</param>
internal sealed record BlockDevice(
    string Path,
    string KernelName,
    string Type,
    long Size,
    bool IsReadOnly,
    bool IsRemovable,
    string Model,
    string Transport,
    string Content,
    string Label,
    ImmutableArray<string> MountPoints,
    ImmutableArray<BlockDevice> Children)
{
    public bool IsPartition => Type == "part";

    /// <summary>A loop device is somebody's file, made to be written.</summary>
    public bool IsLoop => Type == "loop";

    /// <summary>The kernel's number for the medium that is in it now (diskseq, since Linux 5.15); empty where there is none.</summary>
    public string Sequence { get; init; } = "";

    /// <summary>The device and all that lies on it.</summary>
    public IEnumerable<BlockDevice> Tree => Children.SelectMany(child => child.Tree).Prepend(this);
}
