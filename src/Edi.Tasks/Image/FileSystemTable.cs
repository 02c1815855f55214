using System.Text;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>/etc/fstab, which follows from the layout; one that a playbook has written stays.</summary>
internal static class FileSystemTable
{
    // A partition that comes late or not at all must not end the boot in an emergency shell, which a system with a
    // locked root account cannot even open. A slow card in a slow reader takes longer than systemd's 90 seconds.
    private const string Patient = "nofail,x-systemd.device-timeout=5min";

    public static void Write(EdiSandbox sandbox, string root, DiskLayout layout) =>
        sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand("sh", "-c", Script.Of("write-fstab.sh"), "write-fstab.sh", root) { StandardInput = Text(layout) });

    /// <summary>The table, fstab(5). Devices are found by label: a card's name depends on where it is put in.</summary>
    internal static string Text(DiskLayout layout)
    {
        var text = new StringBuilder("# <file system>\t<mount point>\t<type>\t<options>\t<dump>\t<pass>\n");
        foreach (var partition in layout.Partitions.Where(partition => partition.MountPoint is not null).OrderBy(partition => partition.MountPoint!.Length))
        {
            string type = partition.FileSystem == FileSystemKind.Vfat ? "vfat" : "ext4";
            string options = partition switch
            {
                { MountPoint: "/" } => "errors=remount-ro",
                // Boot files and the seeds and tokens among them are root's alone.
                { FileSystem: FileSystemKind.Vfat } => $"umask=0077,{Patient}",
                _ => Patient,
            };
            int pass = partition.MountPoint == "/" ? 1 : 2;
            text.Append($"LABEL={partition.Label}\t{partition.MountPoint}\t{type}\t{options}\t0\t{pass}\n");
        }

        return text.ToString();
    }
}
