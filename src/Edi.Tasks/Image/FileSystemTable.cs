using System.Text;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>/etc/fstab, which follows from the layout; one that a playbook has written stays.</summary>
internal static class FileSystemTable
{
    public static void Write(EdiSandbox sandbox, string root, DiskLayout layout) =>
        sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand("sh", "-c", EdiSandbox.ReadScript("write-fstab.sh"), "write-fstab.sh", root) { StandardInput = Text(layout) });

    /// <summary>The table, fstab(5). Devices are found by label: a card's name depends on where it is put in.</summary>
    internal static string Text(DiskLayout layout)
    {
        var text = new StringBuilder("# <file system>\t<mount point>\t<type>\t<options>\t<dump>\t<pass>\n");
        foreach (var partition in layout.Partitions.Where(partition => partition.MountPoint is not null).OrderBy(partition => partition.MountPoint!.Length))
        {
            string type = partition.FileSystem == FileSystemKind.Vfat ? "vfat" : "ext4";
            string options = partition switch
            {
                // Boot files and what may be secret among them are root's alone to write, and nothing there is run.
                { FileSystem: FileSystemKind.Vfat } => "defaults,umask=0022",
                { MountPoint: "/" } => "defaults,errors=remount-ro",
                _ => "defaults",
            };
            int pass = partition.MountPoint == "/" ? 1 : 2;
            text.Append($"LABEL={partition.Label}\t{partition.MountPoint}\t{type}\t{options}\t0\t{pass}\n");
        }

        return text.ToString();
    }
}
