using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Tests;

public sealed class LayoutReaderTests : IDisposable
{
    private const string Root = "{type: linux, label: ROOT, file_system: ext4, free_space: 16MiB, mount_point: /}";

    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_layout_is_read_in_the_order_of_the_keys()
    {
        var layout = _folder.Read(
            DefinitionFolder.Bootstrap +
            """
            image:
              partition_table: mbr
              partitions:
                20_root: {type: '0x83', label: ROOT, file_system: ext4, free_space: 256MiB, mount_point: /}
                10_boot: {type: fat32-lba, label: BOOT, file_system: vfat, size: 512MiB, mount_point: /boot/firmware, bootable: true}
                30_data: {type: linux, file_system: none, size: 1GiB}
            """).Image!;
        Assert.Equal(PartitionTableKind.Mbr, layout.PartitionTable);
        Assert.Equal(
            [
                "10_boot 0c 'BOOT' Vfat Fixed { Bytes = 536870912 } /boot/firmware True",
                "20_root 83 'ROOT' Ext4 Content { FreeBytes = 268435456 } / False",
                "30_data 83 '' None Fixed { Bytes = 1073741824 }  False",
            ],
            layout.Partitions.Select(p => $"{p.Name} {p.Type} '{p.Label}' {p.FileSystem} {p.Size} {p.MountPoint} {p.Bootable}"));
    }

    [Fact]
    public void A_partition_misses_all_that_it_needs_at_its_key() =>
        Assert.Equal(
            [
                "6:5 EDI1004 Partition '10_root' needs the key 'type'.",
                "6:5 EDI1004 Partition '10_root' needs the key 'file_system'.",
                "6:5 EDI1008 Partition '10_root' needs either 'size' (fixed) or 'free_space' (as large as its content, and that much free).",
            ],
            Problems("gpt", "10_root: {label: ROOT, mount_point: /}"));

    [Fact]
    public void Values_are_checked_one_by_one() =>
        Assert.Equal(
            [
                "6:21 EDI1005 'type' in partition '10_root' must be a GUID or one of basic-data, bios-boot, esp, linux, root-arm, root-arm64, root-riscv64, root-x86-64, swap, xbootldr; found '0x83'.",
                "6:40 EDI1005 'file_system' in partition '10_root' must be one of btrfs, erofs, ext4, none, squashfs, swap, vfat, xfs; found 'ext3'. Did you mean 'ext4'?",
                "6:52 EDI1005 'size' in partition '10_root' must be a whole number with KiB, MiB, GiB or TiB, such as 512MiB, or 'rest'; found '1GB'. Did you mean '1GiB'?",
                "6:70 EDI1005 'mount_point' in partition '10_root' must be a clean absolute path such as /boot/firmware; found 'root'.",
                "6:86 EDI1003 'bootable' in partition '10_root' must be true or false; found 'maybe'.",
            ],
            Problems("gpt", "10_root: {type: 0x83, file_system: ext3, size: 1GB, mount_point: root, bootable: maybe}")
                .Where(problem => !problem.Contains("EDI1008", StringComparison.Ordinal)));

    [Fact]
    public void A_wrong_size_is_one_problem() =>
        Assert.Equal(["6:47 EDI1005"], Places("gpt", "10_root: {type: linux, label: ROOT, size: 1GB, file_system: ext4, mount_point: /}"));

    [Fact]
    public void A_wrong_mount_point_is_one_problem() =>
        Assert.Equal(["6:85 EDI1005"], Places("gpt", "10_root: {type: linux, label: ROOT, size: 1GiB, file_system: ext4, mount_point: root}"));

    [Fact]
    public void A_partition_of_the_wrong_kind_is_one_problem() =>
        Assert.Equal(["6:14 EDI1003"], Places("gpt", "10_root: yes"));

    [Theory]
    [InlineData("/boot")]
    [InlineData("/boot/efi")]
    [InlineData("/srv/my_data-1.0")]
    public void A_mount_point_is_a_clean_absolute_path(string path) =>
        Assert.Empty(Problems("gpt", $"a: {Root}", $"b: {{type: linux, label: B, file_system: ext4, size: 1GiB, mount_point: {path}}}"));

    [Theory]
    [InlineData("boot")]
    [InlineData("./boot")]
    [InlineData("/boot/")]
    [InlineData("//boot")]
    [InlineData("/boot//x")]
    [InlineData("/..")]
    [InlineData("/boot/../etc")]
    [InlineData("/my data")]
    [InlineData("/a\\tb")]
    [InlineData("/boot\\n")]
    public void A_mount_point_is_nothing_else(string path) =>
        Assert.Equal(
            ["7:76 EDI1005"],
            Places("gpt", $"a: {Root}", $"b: {{type: linux, label: B, file_system: ext4, size: 1GiB, mount_point: \"{path}\"}}"));

    [Theory]
    [InlineData("size: 1GiB, free_space: 1MiB")]
    [InlineData("bootable: false")]
    public void A_size_is_either_fixed_or_follows_from_the_content(string sizes) =>
        Assert.Equal(["6:5 EDI1008"], Places("mbr", $"a: {{type: linux, label: ROOT, file_system: ext4, {sizes}, mount_point: /}}"));

    [Fact]
    public void An_mbr_holds_four_partitions()
    {
        string[] more = [.. Enumerable.Range(2, 3).Select(i => Data(i))];
        Assert.Empty(Problems("mbr", $"1: {Root}", more));
        Assert.Equal(
            ["10:5 EDI1008 An MBR holds at most four partitions; use 'partition_table: gpt' for more."],
            Problems("mbr", $"1: {Root}", [.. more, Data(5), Data(6)]));
        Assert.Empty(Problems("gpt", $"1: {Root}", [.. more, Data(5), Data(6)]));

        static string Data(int number) => $"{number}: {{type: linux, file_system: none, size: 1MiB}}";
    }

    [Fact]
    public void Exactly_one_partition_is_the_root()
    {
        const string message = "3:1 EDI1008 Exactly one partition must have 'mount_point: /'.";
        Assert.Equal([message], Problems("gpt", "1: {type: linux, label: A, file_system: ext4, size: 1GiB}"));
        Assert.Equal(
            ["7:87 EDI1008 Two partitions have the mount point '/'; the first is in line 6."],
            Problems("gpt", $"1: {Root}", Root.Replace("ROOT", "OTHER", StringComparison.Ordinal).Insert(0, "2: ")));
    }

    [Fact]
    public void A_layout_without_partitions_has_no_root() =>
        Assert.Equal(["3:1 EDI1008"], _folder.Places(DefinitionFolder.Bootstrap + "image: {partition_table: gpt, partitions: {}}\n"));

    [Theory]
    [InlineData("BOOT", true)]
    [InlineData("A_B-9", true)]
    [InlineData("ABCDEFGHIJK", true)]
    [InlineData("ABCDEFGHIJKL", false)]
    [InlineData("boot", false)]
    [InlineData("A B", false)]
    [InlineData("A.B", false)]
    [InlineData("BOOT\\n", false)]
    public void The_label_of_a_vfat_is_what_every_firmware_can_read(string label, bool allowed) =>
        Assert.Equal(
            allowed ? [] : [$"7:27 EDI1008 The label of a vfat file system has at most 11 characters of A-Z, 0-9, '_' and '-'; found '{label.Replace("\\n", "\n", StringComparison.Ordinal)}'."],
            Problems("gpt", $"1: {Root}", $"2: {{type: esp, label: \"{label}\", file_system: vfat, size: 64MiB, mount_point: /boot}}"));

    [Theory]
    [InlineData("0123456789abcdef", true)]
    [InlineData("root-1.0_a", true)]
    [InlineData("0123456789abcdefg", false)]
    public void The_label_of_an_ext4_has_16_characters(string label, bool allowed) =>
        Assert.Equal(
            allowed ? [] : [$"7:29 EDI1008 The label of an ext4 file system has at most 16 characters; found '{label}'."],
            Problems("gpt", $"1: {Root}", Data(label)));

    [Theory]
    [InlineData("MY ROOT")] // Two fields in /etc/fstab.
    [InlineData("A\\nB")] // Two lines in /etc/fstab and in sfdisk's script.
    [InlineData("A\\\"B")] // Ends the name in sfdisk's script.
    [InlineData("ääääääääää")] // Twenty bytes.
    public void The_label_of_an_ext4_fits_the_tables_that_name_it(string label) =>
        Assert.Equal(["7:29 EDI1008"], Places("gpt", $"1: {Root}", Data(label)));

    [Fact]
    public void The_name_of_a_partition_in_a_gpt_cannot_end_its_own_line() =>
        Assert.Equal(["7:29 EDI1008"], Places("gpt", $"1: {Root}", "2: {type: linux, label: \"A\\\", bootable\\nB\", file_system: none, size: 1MiB}"));

    [Fact]
    public void Only_files_tell_a_size() =>
        Assert.Equal(
            [
                "7:52 EDI1008 Only a partition with files can take its size from its content; give this one a 'size'.",
                "8:53 EDI1008 Only a partition with files can take its size from its content; give this one a 'size'.",
            ],
            Problems("gpt", $"1: {Root}", "2: {type: swap, file_system: swap, free_space: 1MiB}", "3: {type: linux, file_system: none, free_space: 1MiB}"));

    [Fact]
    public void A_vfat_is_large_enough_for_fat32()
    {
        Assert.Equal(
            ["7:45 EDI1008 A vfat partition is at least 34MiB: FAT32 needs 65525 clusters."],
            Problems("gpt", $"1: {Root}", "2: {type: esp, file_system: vfat, size: 33MiB}"));
        Assert.Empty(Problems("gpt", $"1: {Root}", "2: {type: esp, file_system: vfat, size: 34MiB}"));
    }

    [Fact]
    public void A_partition_is_at_least_as_large_as_the_alignment()
    {
        Assert.Equal(
            ["7:47 EDI1008 A partition is at least 1MiB, the alignment of all partitions."],
            Problems("gpt", $"1: {Root}", "2: {type: linux, file_system: none, size: 1023KiB}"));
        Assert.Empty(Problems("gpt", $"1: {Root}", "2: {type: linux, file_system: none, size: 1024KiB}"));
    }

    [Fact]
    public void A_mount_needs_a_file_system() =>
        Assert.Equal(
            ["7:76 EDI1008 A partition without a file system cannot have a mount point."],
            Problems("gpt", $"1: {Root}", "2: {type: linux, label: X, file_system: none, size: 1MiB, mount_point: /x}"));

    [Fact]
    public void A_mount_needs_a_label() =>
        Assert.Equal(
            ["7:66 EDI1008 A partition with a mount point needs a 'label': /etc/fstab finds it by that, never by a device's name."],
            Problems("gpt", $"1: {Root}", "2: {type: linux, file_system: ext4, size: 1GiB, mount_point: /x}"));

    [Fact]
    public void Bootable_is_a_flag_of_an_mbr() =>
        Assert.Equal(
            ["7:63 EDI1008 'bootable' is a flag of an MBR; a GPT tells by its type what is booted."],
            Problems("gpt", $"1: {Root}", "2: {type: linux, file_system: none, size: 1MiB, bootable: true}"));

    [Fact]
    public void Two_partitions_share_neither_label_nor_mount_point() =>
        Assert.Equal(
            ["8:29 EDI1008 Two partitions have the label 'X'; the first is in line 7.", "8:76 EDI1008 Two partitions have the mount point '/x'; the first is in line 7."],
            Problems(
                "gpt",
                $"1: {Root}",
                "2: {type: linux, label: X, file_system: ext4, size: 1GiB, mount_point: /x}",
                "3: {type: linux, label: X, file_system: ext4, size: 1GiB, mount_point: /x}",
                "4: {type: linux, file_system: none, size: 1GiB}",
                "5: {type: linux, file_system: none, size: 1GiB}"));

    [Fact]
    public void A_partitions_key_must_be_a_name() =>
        Assert.Equal(["7:5 EDI1005"], Places("gpt", $"1: {Root}", "'a b': {type: linux, file_system: none, size: 1MiB}"));

    private static string Data(string label) => $"2: {{type: linux, label: \"{label}\", file_system: ext4, size: 1GiB, mount_point: /x}}";

    // The first partition stands in line 6.
    private static string Yaml(string table, string first, string[] more) =>
        DefinitionFolder.Bootstrap + $"image:\n  partition_table: {table}\n  partitions:\n" + string.Concat(more.Prepend(first).Select(line => $"    {line}\n"));

    private string[] Problems(string table, string first, params string[] more) => _folder.Problems(Yaml(table, first, more));

    private string[] Places(string table, string first, params string[] more) => _folder.Places(Yaml(table, first, more));
}
