using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Refuses a partition that cannot work.</summary>
internal sealed partial class PartitionCheck(DiskLayout layout, MappingNode node, PartitionDefinition partition, ProblemList problems)
{
    // Where Debian's raspi-firmware puts what the board reads.
    private const string RaspberryPiFirmware = "/boot/firmware";

    private const string Init = "the first program of the machine needs it before it can mount anything";

    // What is there when partitions are mounted, or must be. /usr is no such place: Debian's initramfs mounts it.
    private static readonly ImmutableArray<(string Path, bool WithAllBelow, string Why)> s_needed =
    [
        ("/dev", true, "the kernel mounts its devices there"),
        ("/proc", true, "the kernel's processes are mounted there"),
        ("/sys", true, "the kernel's own file system is mounted there"),
        ("/run", true, "a file system in memory is mounted there"),
        ("/etc", false, "/etc/fstab, which says what is mounted, lies there"),
        ("/etc/systemd", true, Init),
        .. new[] { "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32" }.Select(path => (path, false, "in Debian it is a link into /usr")),
        .. new[] { "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/lib/systemd" }.Select(path => (path, false, Init)),
    ];

    private readonly FileSystemTraits _traits = FileSystemTraits.Of(partition.FileSystem);
    private readonly bool _isMbr = layout.PartitionTable == PartitionTableKind.Mbr;

    public void Check()
    {
        CheckLabel();
        CheckSize();
        CheckMount();
        CheckFlags();
        CheckFiles();
        CheckFirmware();
    }

    private void CheckLabel()
    {
        if (_traits.Kind == FileSystemKind.Vfat && !FatLabel().IsMatch(partition.Label))
        {
            Conflict("label", $"The label of a vfat file system has at most 11 characters of A-Z, 0-9, '_' and '-'; found '{partition.Label}'.");
        }

        if (_traits.Kind != FileSystemKind.Vfat && !PlainLabel().IsMatch(partition.Label))
        {
            Conflict("label", $"A label holds only A-Z, a-z, 0-9, '_', '-' and '.'; found '{partition.Label}'.");
        }
        else if (_traits is { Kind: not FileSystemKind.Vfat, HasLabel: true } && partition.Label.Length > _traits.LabelLength)
        {
            Conflict("label", $"The label of {_traits.Article} {_traits.Name} file system has at most {_traits.LabelLength} characters; found '{partition.Label}'.");
        }
        else if (_isMbr && !_traits.HasLabel && partition.Label.Length > 0)
        {
            Conflict("label", $"{_traits.Name} has no label, and an MBR has no names.");
        }
    }

    private void CheckSize()
    {
        if (partition is { Size: PartitionSize.Content } && !_traits.HoldsFiles)
        {
            Conflict("free_space", "Only a partition with files can take its size from its content; give this one a 'size'.");
        }

        if (partition is { Size: PartitionSize.Fixed { Bytes: var bytes } })
        {
            if (bytes < _traits.Smallest)
            {
                Conflict("size", $"A {_traits.Name} partition is at least {ByteSize.Exact(_traits.Smallest)}: {_traits.Why}.");
            }

            if (bytes < partition.Alignment)
            {
                Conflict("size", $"A partition is at least {ByteSize.Exact(partition.Alignment)}, the alignment of {(node.Find("alignment") is null ? "all partitions" : "this one")}.");
            }
        }

        if (partition.Offset % partition.Alignment > 0)
        {
            Conflict("offset", $"The offset must be a multiple of the partition's alignment, {ByteSize.Exact(partition.Alignment)}.");
        }
    }

    private void CheckMount()
    {
        if (partition.MountPoint is not null && !_traits.HoldsFiles)
        {
            Conflict("mount_point", partition.FileSystem == FileSystemKind.None
                ? "A partition without a file system cannot have a mount point."
                : "Swap space cannot have a mount point; /etc/fstab names it all the same.");
        }
        else if (partition is { MountPoint: not null, Label: "" } && _traits.HasLabel && !(node.Find("label") is { } label && problems.HasUndefined(label.Value.Position)))
        {
            Conflict("mount_point", "A partition with a mount point needs a 'label': /etc/fstab finds it by that, never by a device's name.");
        }

        var needed = s_needed.FirstOrDefault(needed => partition.MountPoint == needed.Path
            || (needed.WithAllBelow && partition.MountPoint?.StartsWith($"{needed.Path}/", StringComparison.Ordinal) == true));
        if (needed.Path is not null)
        {
            Conflict("mount_point", $"A partition cannot be mounted at {partition.MountPoint}: {needed.Why}. Leave its files to the partition of {(partition.MountPoint!.StartsWith("/usr/", StringComparison.Ordinal) ? "/usr, or of '/'" : "'/'")}; /usr, /var, /home, /srv, /opt and /boot can have partitions of their own.");
        }

        if (partition is { MountOptions: not null, MountPoint: null, FileSystem: not FileSystemKind.Swap })
        {
            Conflict("mount_options", "Only a partition with a 'mount_point' is in /etc/fstab.");
        }
    }

    private void CheckFlags()
    {
        if (partition.Bootable && layout.PartitionTable == PartitionTableKind.Gpt)
        {
            Conflict("bootable", "'bootable' is a flag of an MBR; a GPT tells by its type what is booted.");
        }
        else if (partition is { Bootable: true, MbrType: null } && layout.PartitionTable == PartitionTableKind.Hybrid)
        {
            Conflict("bootable", "'bootable' is a flag of an MBR, in which this partition is not; give it an 'mbr_type'.");
        }

        if (partition.MbrType is not null && layout.PartitionTable != PartitionTableKind.Hybrid)
        {
            Conflict("mbr_type", _isMbr
                ? "In an MBR, the key 'type' says the partition's type."
                : "Only 'partition_table: hybrid' has an MBR with partitions.");
        }

        if (_isMbr && !partition.Attributes.IsEmpty)
        {
            Conflict("attributes", "Attributes are those of a GPT's entry.");
        }
    }

    private void CheckFiles()
    {
        if (!partition.Files.IsEmpty && !_traits.HoldsFiles)
        {
            Conflict("files", "A partition without a file system for files cannot have files.");
        }
        else if (_traits.Kind == FileSystemKind.Vfat && node.Mapping("files") is { } files)
        {
            foreach (var key in files.Entries.Select(entry => entry.Key))
            {
                if (FatNames.Problem(key.Text) is { } problem)
                {
                    problems.Add(EdiCodes.LayoutConflict, key.Position, $"A FAT file system cannot hold '{key.Text}': {problem}.");
                }
            }

            foreach (var (first, second) in FatNames.Twins(files.Entries.Select(entry => entry.Key.Text)))
            {
                problems.Add(EdiCodes.LayoutConflict, files.Find(second)!.Key.Position, $"In a FAT file system '{second}' and '{first}' are one file.");
            }
        }
    }

    // raspberrypi/firmware: the boot ROM reads an MBR only, and takes the FAT partition by its type.
    private void CheckFirmware()
    {
        if (partition.MountPoint != RaspberryPiFirmware)
        {
            return;
        }

        if (layout.PartitionTable == PartitionTableKind.Gpt)
        {
            Conflict("mount_point", $"{RaspberryPiFirmware} is what a Raspberry Pi boots from, and a Pi 3 reads no GPT. Use 'partition_table: mbr', or 'hybrid' with an 'mbr_type' here.");
        }
        else if ((_isMbr ? partition.Type : partition.MbrType) is not ("0b" or "0c" or "0e" or "01" or "04" or "06") || _traits.Kind != FileSystemKind.Vfat)
        {
            Conflict(_isMbr ? "type" : "mbr_type", $"{RaspberryPiFirmware} is what a Raspberry Pi boots from, which finds it by the MBR type of a FAT partition and a vfat file system: use {(_isMbr ? "type" : "mbr_type")} fat32-lba and 'file_system: vfat'.");
        }
    }

    private void Conflict(string key, string message) =>
        problems.Add(EdiCodes.LayoutConflict, node.Find(key)?.Value.Position ?? node.Position, message);

    [GeneratedRegex(@"^[A-Z0-9_-]{0,11}\z")]
    private static partial Regex FatLabel();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{0,36}\z")]
    private static partial Regex PlainLabel();
}
