using System.Collections.Immutable;
using System.Globalization;
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
            Text(new DiskLayout(PartitionTableKind.Gpt,
            [
                Partition("BOOT", FileSystemKind.Vfat, "/boot/efi"),
                Partition("DATA", FileSystemKind.Ext4, "/srv"),
                Partition("SPARE", FileSystemKind.Ext4, null),
                Partition("ROOT", FileSystemKind.Ext4, "/"),
                Partition("", FileSystemKind.None, null),
            ])));

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
            Text(new(PartitionTableKind.Mbr, partitions)));
        Assert.Contains($"PARTUUID={StableIdsTests.Ids("my-image").PartitionGuid("p")}\t/\tsquashfs\t", Text(new(PartitionTableKind.Gpt, partitions)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ext4", "ext4\terrors=remount-ro\t0\t1")]
    [InlineData("btrfs", "btrfs\tdefaults\t0\t0")]
    [InlineData("xfs", "xfs\tdefaults\t0\t0")]
    public void A_root_file_system_has_the_options_of_its_kind(string kind, string fields) =>
        Assert.Equal(
            $"{Heading}LABEL=ROOT\t/\t{fields}\n",
            Text(new(PartitionTableKind.Gpt, [Partition("ROOT", FileSystemTraits.Find(kind)!.Kind, "/")])));

    [Fact]
    public void Without_mounts_it_has_its_heading_alone() =>
        Assert.Equal(Heading, Text(new(PartitionTableKind.Gpt, [])));

    [Theory]
    [InlineData("")]
    [InlineData("# UNCONFIGURED FSTAB FOR BASE SYSTEM\n\n")]
    public void A_table_without_a_line_gives_way(string own) => Assert.Equal($"{Heading}{VarLine}", Merge(own));

    [Fact]
    public void Lines_that_are_there_stay_and_partitions_that_have_none_are_added()
    {
        const string own = "# by a playbook\ntmpfs /tmp tmpfs nodev 0 0\nserver:/data /srv/data nfs _netdev 0 0";
        Assert.Equal($"{Heading}{VarLine}{own}", Merge(own));
    }

    [Theory]
    [InlineData("LABEL=VAR /var ext4 noatime 0 2\n")]
    [InlineData("LABEL=\"VAR\"\t/var/\tauto\tdefaults\n")]
    [InlineData("PARTLABEL=VAR //var ext3,ext4 defaults 0 0\n")]
    [InlineData("/dev/disk/by-label/VAR /\\166ar ext4 defaults 0 0\r\n")]
    [InlineData("UUID={0} /var ext4 defaults 0 0\n")]
    [InlineData("/dev/mmcblk0p3 /var ext4 defaults 0 0\n")] // EDI4013 warns of it.
    public void A_line_that_mounts_the_partition_in_its_own_way_is_all_there_is(string line)
    {
        string own = string.Format(CultureInfo.InvariantCulture, line, StableIdsTests.Ids("my-image").FileSystemGuid("p").ToString("D").ToUpperInvariant());
        Assert.Equal(own, Merge(own));
    }

    [Theory]
    [InlineData("LABEL=OLD /var ext4 defaults 0 2")]
    [InlineData("LABEL=var /var ext4 defaults 0 2")]
    [InlineData("UUID=00000000-0000-0000-0000-000000000000 /var ext4 defaults 0 2")]
    [InlineData("LABEL=VAR /var xfs defaults 0 2")]
    [InlineData("tmpfs /var tmpfs size=10M")]
    [InlineData("/srv/var /var none bind")]
    public void A_line_that_mounts_something_else_there_is_refused(string line)
    {
        var problem = Assert.Single(Assert.Throws<EdiException>(() => Merge($"# ours\n{line}\n")).Problems);
        Assert.Equal("EDI5009", problem.Code.Id);
        Assert.StartsWith("/etc/fstab, line 2, mounts ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("partition 'p' belongs: LABEL=VAR (ext4)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Swap_space_is_added_unless_a_line_names_it()
    {
        var layout = new DiskLayout(PartitionTableKind.Gpt, [Partition("SWAP", FileSystemKind.Swap, null)]);
        const string own = "/swapfile none swap sw 0 0\n";
        Assert.Equal($"{Heading}LABEL=SWAP\tnone\tswap\tsw,nofail\t0\t0\n{own}", Text(layout, own));
        Assert.Equal("PARTLABEL=SWAP swap swap sw\n", Text(layout, "PARTLABEL=SWAP swap swap sw\n"));
    }

    /// <summary>The root file system may have anything at the path of the table.</summary>
    [Fact]
    public void The_table_is_written_into_the_root_file_system_whatever_is_there()
    {
        using var tools = new HostToolFixture();
        string host = tools.Folder.Write("etc/fstab", "the host's\n");
        string scratch = tools.Folder.CreateFolder("scratch");
        var table = new FileSystemTable(new(PartitionTableKind.Gpt, [Partition("VAR", FileSystemKind.Ext4, "/var")]), StableIdsTests.Ids("my-image"));

        string linked = tools.Folder.CreateFolder("linked/etc/tables");
        File.CreateSymbolicLink(tools.Folder.At("linked/etc/fstab"), "/etc/tables/fstab");
        File.WriteAllText(Path.Combine(linked, "fstab"), "tmpfs /tmp tmpfs\n");
        table.Write(tools.Host, tools.Folder.At("linked"), scratch);
        Assert.Equal($"{Heading}{VarLine}tmpfs /tmp tmpfs\n", File.ReadAllText(Path.Combine(linked, "fstab")));

        tools.Folder.CreateFolder("away");
        File.CreateSymbolicLink(tools.Folder.At("away/etc"), tools.Folder.At("etc"));
        table.Write(tools.Host, tools.Folder.At("away"), scratch);
        Assert.Equal("the host's\n", File.ReadAllText(host));
        Assert.Equal(Heading + VarLine, File.ReadAllText(tools.Folder.At("away") + host));

        tools.Folder.CreateFolder("folder/etc/fstab");
        Assert.Equal("EDI5009", Assert.Throws<EdiException>(() => table.Write(tools.Host, tools.Folder.At("folder"), scratch)).Problems.Single().Code.Id);
    }

    private const string VarLine = "LABEL=VAR\t/var\text4\tnofail,x-systemd.device-timeout=5min,x-systemd.before=local-fs.target\t0\t2\n";

    private static string Merge(string own) => Text(new(PartitionTableKind.Gpt, [Partition("VAR", FileSystemKind.Ext4, "/var")]), own);

    private static string Text(DiskLayout layout, string own = "") => new FileSystemTable(layout, StableIdsTests.Ids("my-image")).Merge(own);

    private static PartitionDefinition Partition(string label, FileSystemKind kind, string? mountPoint) =>
        new("p", "83", label, kind, new PartitionSize.Fixed(1 << 30), mountPoint, false, new SourcePosition("", 0, 0, 0, 0));
}
