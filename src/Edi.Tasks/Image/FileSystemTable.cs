using System.Globalization;
using System.Text;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>/etc/fstab, which follows from the layout; one that a playbook has written stays.</summary>
internal static class FileSystemTable
{
    // A partition that comes late or not at all must not end the boot in an emergency shell, which a system with a
    // locked root account cannot even open. A slow card in a slow reader takes longer than systemd's 90 seconds.
    private const string Patient = "nofail,x-systemd.device-timeout=5min";

    // 'nofail' alone also lets services start before the mount; only boot files are nobody's.
    private const string InTime = $"{Patient},x-systemd.before=local-fs.target";

    public static void Write(EdiSandbox sandbox, string root, DiskLayout layout, StableIds ids) =>
        sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand("sh", "-c", Script.Of("write-fstab.sh"), "write-fstab.sh", root, new RootFiles(sandbox, root, EdiCodes.ImageFailed, sandbox.ScratchDirectory).Resolve("/etc/fstab").Path) { StandardInput = Text(layout, ids) });

    /// <summary>The table, fstab(5). Devices are found by label, or by a UUID where there is no label: a card's name depends on where it is put in.</summary>
    internal static string Text(DiskLayout layout, StableIds ids)
    {
        var text = new StringBuilder("# <file system>\t<mount point>\t<type>\t<options>\t<dump>\t<pass>\n");
        var mounted = layout.Partitions.Index().Where(entry => entry.Item.MountPoint is not null).OrderBy(entry => entry.Item.MountPoint!.Length);
        foreach (var (index, partition) in mounted.Concat(layout.Partitions.Index().Where(entry => entry.Item.FileSystem == FileSystemKind.Swap)))
        {
            var traits = FileSystemTraits.Of(partition.FileSystem);
            // Only these have a check that runs before they are mounted.
            int pass = partition.FileSystem is not (FileSystemKind.Ext4 or FileSystemKind.Vfat) ? 0 : partition.MountPoint == "/" ? 1 : 2;
            string source = traits.HasLabel && partition.Label.Length > 0 ? $"LABEL={partition.Label}"
                : partition.FileSystem == FileSystemKind.Swap ? $"UUID={ids.FileSystemGuid(partition.Name):D}"
                : $"PARTUUID={PartitionUuid(layout, ids, partition, index)}";
            text.Append($"{source}\t{partition.MountPoint ?? "none"}\t{traits.Name}\t{partition.MountOptions ?? Options(partition, traits)}\t0\t{pass}\n");
        }

        return text.ToString();
    }

    private static string Options(PartitionDefinition partition, FileSystemTraits traits) => partition switch
    {
        { MountPoint: "/" } => traits.Options,
        { FileSystem: FileSystemKind.Swap } => $"{traits.Options},nofail",
        // Boot files and the seeds and tokens among them are root's alone.
        { FileSystem: FileSystemKind.Vfat } => $"umask=0077,{Wait(partition)}",
        _ when traits.IsReadOnly => $"{traits.Options},{Wait(partition)}",
        _ => Wait(partition),
    };

    private static string Wait(PartitionDefinition partition) =>
        $"{partition.MountPoint}/".StartsWith("/boot/", StringComparison.Ordinal) || partition.MountPoint == "/efi" ? Patient : InTime;

    // The kernel's form of it for an MBR: the disk's identifier and the partition's number.
    private static string PartitionUuid(DiskLayout layout, StableIds ids, PartitionDefinition partition, int index) =>
        layout.PartitionTable == PartitionTableKind.Mbr
            ? string.Create(CultureInfo.InvariantCulture, $"{ids.DiskId:x8}-{index + 1:x2}")
            : ids.PartitionGuid(partition.Name).ToString("D");
}
