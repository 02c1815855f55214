using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

public sealed class FileSystemTableTests
{
    private const string Heading = "# <file system>\t<mount point>\t<type>\t<options>\t<dump>\t<pass>\n";

    [Fact]
    public void Each_mount_is_found_by_its_label_and_comes_after_those_that_it_lies_in() =>
        Assert.Equal(
            Heading
            + "LABEL=ROOT\t/\text4\terrors=remount-ro\t0\t1\n"
            + "LABEL=DATA\t/srv\text4\tnofail,x-systemd.device-timeout=5min\t0\t2\n"
            + "LABEL=BOOT\t/boot/efi\tvfat\tumask=0077,nofail,x-systemd.device-timeout=5min\t0\t2\n",
            FileSystemTable.Text(new DiskLayout(PartitionTableKind.Gpt,
            [
                Partition("BOOT", FileSystemKind.Vfat, "/boot/efi"),
                Partition("DATA", FileSystemKind.Ext4, "/srv"),
                Partition("SPARE", FileSystemKind.Ext4, null),
                Partition("ROOT", FileSystemKind.Ext4, "/"),
                Partition("", FileSystemKind.None, null),
            ])));

    [Fact]
    public void Without_mounts_it_has_its_heading_alone() =>
        Assert.Equal(Heading, FileSystemTable.Text(new DiskLayout(PartitionTableKind.Gpt, [])));

    private static PartitionDefinition Partition(string label, FileSystemKind kind, string? mountPoint) =>
        new("p", "83", label, kind, new PartitionSize.Fixed(1 << 30), mountPoint, false, new SourcePosition("", 0, 0, 0, 0));
}
