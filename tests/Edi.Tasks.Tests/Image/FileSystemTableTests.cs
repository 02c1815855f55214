using System.Collections.Immutable;
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
            + "LABEL=DATA\t/srv\text4\tnofail,x-systemd.device-timeout=5min,x-systemd.before=local-fs.target\t0\t2\n"
            + "LABEL=BOOT\t/boot/efi\tvfat\tumask=0077,nofail,x-systemd.device-timeout=5min\t0\t2\n",
            FileSystemTable.Text(new DiskLayout(PartitionTableKind.Gpt,
            [
                Partition("BOOT", FileSystemKind.Vfat, "/boot/efi"),
                Partition("DATA", FileSystemKind.Ext4, "/srv"),
                Partition("SPARE", FileSystemKind.Ext4, null),
                Partition("ROOT", FileSystemKind.Ext4, "/"),
                Partition("", FileSystemKind.None, null),
            ]), StableIdsTests.Ids("my-image")));

    [Fact]
    public void What_has_no_label_is_found_by_its_uuid()
    {
        ImmutableArray<PartitionDefinition> partitions =
        [
            Partition("", FileSystemKind.Squashfs, "/"),
            Partition("", FileSystemKind.Erofs, "/opt") with { MountOptions = "ro,nodev" },
            Partition("", FileSystemKind.Swap, null),
            Partition("SWAP", FileSystemKind.Swap, null),
        ];
        Assert.Equal(
            Heading
            + "PARTUUID=7399500b-01\t/\tsquashfs\tro\t0\t0\n"
            + "PARTUUID=7399500b-02\t/opt\terofs\tro,nodev\t0\t0\n"
            + $"UUID={StableIdsTests.Ids("my-image").FileSystemGuid("p")}\tnone\tswap\tsw,nofail\t0\t0\n"
            + "LABEL=SWAP\tnone\tswap\tsw,nofail\t0\t0\n",
            Text(PartitionTableKind.Mbr));
        Assert.Contains($"PARTUUID={StableIdsTests.Ids("my-image").PartitionGuid("p")}\t/\tsquashfs\t", Text(PartitionTableKind.Gpt), StringComparison.Ordinal);

        string Text(PartitionTableKind table) => FileSystemTable.Text(new DiskLayout(table, partitions), StableIdsTests.Ids("my-image"));
    }

    [Theory]
    [InlineData("ext4", "ext4\terrors=remount-ro\t0\t1")]
    [InlineData("btrfs", "btrfs\tdefaults\t0\t0")]
    [InlineData("xfs", "xfs\tdefaults\t0\t0")]
    public void A_root_file_system_has_the_options_of_its_kind(string kind, string fields) =>
        Assert.Equal(
            $"{Heading}LABEL=ROOT\t/\t{fields}\n",
            FileSystemTable.Text(new DiskLayout(PartitionTableKind.Gpt, [Partition("ROOT", FileSystemTraits.Find(kind)!.Kind, "/")]), StableIdsTests.Ids("my-image")));

    [Fact]
    public void Without_mounts_it_has_its_heading_alone() =>
        Assert.Equal(Heading, FileSystemTable.Text(new DiskLayout(PartitionTableKind.Gpt, []), StableIdsTests.Ids("my-image")));

    private static PartitionDefinition Partition(string label, FileSystemKind kind, string? mountPoint) =>
        new("p", "83", label, kind, new PartitionSize.Fixed(1 << 30), mountPoint, false, new SourcePosition("", 0, 0, 0, 0));
}
