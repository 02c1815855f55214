using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

public sealed class DiskPlanTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void Partitions_follow_one_another_at_whole_mebibytes()
    {
        var plan = Plan(PartitionTableKind.Mbr, 0, Fixed(3 * MiB), Fixed(1), Fixed(MiB + 1), Fixed(MiB));
        Assert.Equal([(1, 3), (4, 1), (5, 2), (7, 1)], plan.Partitions.Select(p => (p.Offset / MiB, p.Size / MiB)));
        Assert.All(plan.Partitions, p => Assert.Equal((0, 0), (p.Offset % MiB, p.Size % MiB)));
    }

    [Fact]
    public void A_disk_with_an_mbr_ends_with_its_last_partition() =>
        Assert.Equal(6 * MiB, Plan(PartitionTableKind.Mbr, 0, Fixed(5 * MiB)).Size);

    [Fact]
    public void A_disk_with_a_gpt_ends_with_the_tables_second_copy() =>
        Assert.Equal(7 * MiB, Plan(PartitionTableKind.Gpt, 0, Fixed(5 * MiB)).Size);

    [Fact]
    public void A_size_that_follows_from_the_content_is_a_multiple_of_the_alignment() =>
        Assert.Equal(101 * MiB, Plan(PartitionTableKind.Gpt, (100 * MiB) + 1, new PartitionSize.Content(10 * MiB)).Partitions[0].Size);

    [Fact]
    public void The_content_is_measured_only_where_the_size_follows_from_it()
    {
        var plan = DiskPlan.Of(Layout(PartitionTableKind.Gpt, Fixed(MiB)), Ids(), _ => throw new InvalidOperationException("Not asked for."), NoRawData);
        Assert.Equal(MiB, plan.Partitions[0].Size);
    }

    [Fact]
    public void A_large_disk_does_not_overflow()
    {
        var plan = Plan(PartitionTableKind.Gpt, 0, Fixed(4L << 40), Fixed(4L << 40));
        Assert.Equal((8L << 40) + (2 * MiB), plan.Size);
        Assert.Contains($"start={((4L << 40) + MiB) / 512}, size={(4L << 40) / 512},", plan.SfdiskScript(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sfdisk_reads_an_mbr_so()
    {
        var layout = new DiskLayout(PartitionTableKind.Mbr,
        [
            Partition("10_firmware", "0c", "RASPIFIRM", Fixed(512 * MiB)) with { Bootable = true },
            Partition("20_root", "83", "RASPIROOT", new PartitionSize.Content(0)),
        ]);
        Assert.Equal(
            """
            label: dos
            label-id: 0x7399500b
            unit: sectors
            start=2048, size=1048576, type=0c, bootable
            start=1050624, size=2097152, type=83

            """,
            DiskPlan.Of(layout, Ids(), _ => 1024 * MiB, NoRawData).SfdiskScript());
    }

    [Fact]
    public void Sfdisk_reads_a_gpt_so()
    {
        var layout = new DiskLayout(PartitionTableKind.Gpt,
        [
            Partition("10_esp", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "ESP", Fixed(512 * MiB)),
            Partition("20_root", "0FC63DAF-8483-4772-8E79-3D69D8477DE4", "", new PartitionSize.Content(0)),
        ]);
        Assert.Equal(
            """
            label: gpt
            label-id: 7399500a-ce5f-8838-a397-a02df06b7c24
            unit: sectors
            start=2048, size=1048576, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=7d020f2c-2292-808f-9dae-6802ab3b5a1a, name="ESP"
            start=1050624, size=2097152, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=88f0f81e-d1f6-80d0-b583-15ee58423775, name=""

            """,
            DiskPlan.Of(layout, Ids(), _ => 1024 * MiB, NoRawData).SfdiskScript());
    }

    [Fact]
    public void Sfdisk_reads_a_hybrid_tables_mbr_so()
    {
        var layout = new DiskLayout(PartitionTableKind.Hybrid,
        [
            Partition("10_firmware", "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", "RASPIFIRM", Fixed(512 * MiB)) with { MbrType = "0c", Bootable = true },
            Partition("20_root", "0FC63DAF-8483-4772-8E79-3D69D8477DE4", "ROOT", new PartitionSize.Content(0)) with { Attributes = ["RequiredPartition", "GUID:59"] },
        ]);
        var plan = DiskPlan.Of(layout, Ids(), _ => 1024 * MiB, NoRawData);
        Assert.Contains("name=\"ROOT\", attrs=\"RequiredPartition GUID:59\"\n", plan.SfdiskScript(), StringComparison.Ordinal);
        Assert.Equal(
            """
            label: dos
            label-id: 0x7399500b
            unit: sectors
            start=2048, size=1048576, type=0c, bootable
            start=1, size=2047, type=ee

            """,
            plan.HybridScript());
        Assert.Null(Plan(PartitionTableKind.Gpt, 0, Fixed(MiB)).HybridScript());
    }

    [Fact]
    public void The_rest_of_the_disk_is_what_the_others_leave()
    {
        var layout = Layout(PartitionTableKind.Gpt, Fixed(3 * MiB), new PartitionSize.Rest(), Fixed(5 * MiB)) with { Size = 100 * MiB };
        var plan = DiskPlan.Of(layout, Ids(), _ => 0, NoRawData);
        Assert.Equal([(1, 3), (4, 90), (94, 5)], plan.Partitions.Select(p => (p.Offset / MiB, p.Size / MiB)));
        Assert.Equal(100 * MiB, plan.Size);
    }

    [Fact]
    public void The_rest_ends_where_a_partition_of_a_fixed_place_needs_it()
    {
        ImmutableArray<PartitionDefinition> partitions =
        [
            Partition("a", "83", "", new PartitionSize.Rest()),
            Partition("b", "83", "", Fixed(5 * MiB)),
            Partition("c", "83", "", Fixed(MiB)) with { Offset = 50 * MiB },
        ];
        var plan = DiskPlan.Of(new DiskLayout(PartitionTableKind.Mbr, partitions) with { Size = 100 * MiB }, Ids(), _ => 0, NoRawData);
        Assert.Equal([(1, 44), (45, 5), (50, 1)], plan.Partitions.Select(p => (p.Offset / MiB, p.Size / MiB)));
    }

    [Fact]
    public void A_partition_begins_at_its_offset_and_at_multiples_of_its_alignment()
    {
        var layout = new DiskLayout(PartitionTableKind.Mbr,
        [
            Partition("a", "83", "", Fixed(MiB)) with { Offset = 16 * MiB },
            Partition("b", "83", "", Fixed(5 * MiB)) with { Alignment = 4 * MiB },
        ]);
        var plan = DiskPlan.Of(layout, Ids(), _ => 0, NoRawData);
        Assert.Equal([(16, 1), (20, 8)], plan.Partitions.Select(p => (p.Offset / MiB, p.Size / MiB)));
    }

    [Fact]
    public void Content_that_reaches_into_the_next_partition_is_refused_at_its_place()
    {
        var place = new SourcePosition("my.yml", 7, 5, 7, 6);
        var layout = new DiskLayout(PartitionTableKind.Mbr,
        [
            Partition("a", "83", "", new PartitionSize.Content(0)),
            Partition("b", "83", "", Fixed(MiB)) with { Offset = 16 * MiB, Position = place },
        ]);
        var problem = Assert.Single(Assert.Throws<EdiException>(() => DiskPlan.Of(layout, Ids(), _ => 16 * MiB, NoRawData)).Problems);
        Assert.Equal(("EDI5002", place), (problem.Code.Id, problem.Position));
    }

    [Fact]
    public void Raw_data_behind_the_partitions_makes_the_disk_larger()
    {
        var layout = Layout(PartitionTableKind.Mbr, Fixed(MiB)) with { RawData = [Raw(10 * MiB)] };
        Assert.Equal((10 * MiB) + 512, DiskPlan.Of(layout, Ids(), _ => 0, _ => 3).Size);
    }

    [Theory]
    [InlineData("Mbr", 0, 440, true)] // the code that a BIOS starts
    [InlineData("Mbr", 0, 441, false)]
    [InlineData("Mbr", 511, 1, false)]
    [InlineData("Mbr", 512, (1 << 20) - 512, true)]
    [InlineData("Mbr", 512, (1 << 20) - 511, false)]
    [InlineData("Gpt", 512, 1, false)]
    [InlineData("Gpt", 17407, 1, false)]
    [InlineData("Gpt", 17408, 512, true)]
    [InlineData("Hybrid", 8192, 512, false)] // where an Allwinner chip looks
    public void Raw_data_miss_the_table_and_the_partitions(string table, long offset, long size, bool fits)
    {
        var layout = Layout(Enum.Parse<PartitionTableKind>(table), Fixed(MiB)) with { RawData = [Raw(offset)] };
        Assert.Equal(fits, DiskPlacement.Of(layout, _ => 0, _ => size).Problems.IsEmpty);
    }

    [Theory]
    [InlineData(1 << 20, 1 << 20, true)]
    [InlineData((1 << 20) + 512, 1 << 19, true)]
    [InlineData(1 << 20, (1 << 20) + 1, false)] // over its end
    [InlineData((1 << 20) - 1, 2, false)] // from before it
    public void Raw_data_may_lie_in_a_partition_without_a_file_system(long offset, long size, bool fits)
    {
        var layout = new DiskLayout(PartitionTableKind.Gpt, [Partition("boot", "83", "", Fixed(MiB)) with { FileSystem = FileSystemKind.None }]) with { RawData = [Raw(offset)], Size = 8 * MiB };
        Assert.Equal(fits, DiskPlacement.Of(layout, _ => 0, _ => size).Problems.IsEmpty);
    }

    private static RawDataDefinition Raw(long offset) => new("spl", offset, new("/spl.bin", IsInProject: false, SourcePosition.None), SourcePosition.None);

    private static long NoRawData(RawDataDefinition data) => throw new InvalidOperationException("There are none.");

    private static StableIds Ids() => StableIdsTests.Ids("my-image");

    private static PartitionSize.Fixed Fixed(long bytes) => new(bytes);

    private static DiskPlan Plan(PartitionTableKind table, long content, params PartitionSize[] sizes) =>
        DiskPlan.Of(Layout(table, sizes), Ids(), _ => content, NoRawData);

    private static DiskLayout Layout(PartitionTableKind table, params PartitionSize[] sizes) =>
        new(table, [.. sizes.Select((size, index) => Partition($"p{index}", "83", "", size))]);

    private static PartitionDefinition Partition(string name, string type, string label, PartitionSize size) =>
        new(name, type, label, FileSystemKind.Ext4, size, null, false, new SourcePosition("", 0, 0, 0, 0));
}
