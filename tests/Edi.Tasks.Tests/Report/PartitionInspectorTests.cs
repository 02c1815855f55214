using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Report;

namespace Edi.Tasks.Tests;

/// <summary>Reads disks that the host's own tools have made.</summary>
public sealed class PartitionInspectorTests : IDisposable
{
    private const long MiB = 1 << 20;

    private readonly HostToolFixture _fixture = new();
    private readonly string _image;

    public PartitionInspectorTests()
    {
        // A name that ends as sfdisk numbers partitions.
        _image = _fixture.Folder.At("disk2");
        using var file = File.Create(_image);
        file.SetLength(24 * MiB);
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("dos", "type=c", "type=83", "")]
    [InlineData("gpt", "type=uefi", "type=linux, name=\"third\"", "third")]
    public void Partitions_are_told_with_what_they_hold(string table, string first, string third, string label)
    {
        Run("sfdisk", $"label: {table}\nstart=2048, size=16384, {first}\nstart=18432, size=16384\nstart=34816, size=2048, {third}\n", "--quiet", _image);
        Run("mkfs.vfat", "", "-n", "BOOT", "--offset", "2048", _image, "8192");
        Run("mke2fs", "", "-q", "-F", "-t", "ext4", "-L", "ROOT", "-E", $"offset={9 * MiB}", _image, "8M");
        var layout = new DiskLayout(PartitionTableKind.Mbr, [Partition("BOOT", "/boot"), Partition("ROOT", "/"), Partition("", "/srv")]);

        var partitions = new PartitionInspector(_fixture.Host, _image).Read(layout);

        Assert.Equal(
            [new(1, "BOOT", "/boot", "vfat", 8 * MiB, null), new(2, "ROOT", "/", "ext4", 8 * MiB, null), new(3, label, "/srv", "", MiB, null)],
            partitions.Select(partition => partition with { Free = null }));
        Assert.InRange(partitions[0].Free!.Value, 7 * MiB, 8 * MiB);
        Assert.InRange(partitions[1].Free!.Value, 5 * MiB, 8 * MiB);
        Assert.Null(partitions[2].Free);
    }

    /// <summary>Of these the smallest is large, so the tools make a file that has only holes.</summary>
    [Theory]
    [InlineData("mkfs.xfs", "xfs", 300, 200)]
    [InlineData("mkfs.btrfs", "btrfs", 128, 100)]
    public void Other_file_systems_tell_their_free_space(string program, string fileSystem, int size, int free)
    {
        Assert.SkipUnless(HostToolRunner.TryFindProgram(program) is not null, $"There is no {program}.");
        string content = _fixture.Folder.At("content");
        Run("truncate", "", FormattableString.Invariant($"--size={size}M"), content);
        Run("truncate", "", FormattableString.Invariant($"--size={size + 2}M"), _image);
        Run(program, "", "-q", "-L", "DATA", content);
        Run("sfdisk", FormattableString.Invariant($"label: dos\nstart=2048, size={size * 2048}\n"), "--quiet", _image);
        Run("dd", "", $"if={content}", $"of={_image}", "bs=1M", "seek=1", "conv=notrunc,sparse", "status=none");
        var partition = Assert.Single(new PartitionInspector(_fixture.Host, _image).Read(new DiskLayout(PartitionTableKind.Mbr, [])));
        Assert.Equal(new(1, "DATA", "", fileSystem, size * MiB, null), partition with { Free = null });
        Assert.InRange(partition.Free!.Value, free * MiB, size * MiB);
    }

    [Fact]
    public void A_table_may_be_empty()
    {
        Run("sfdisk", "label: gpt\n", "--quiet", _image);
        Assert.Empty(new PartitionInspector(_fixture.Host, _image).Read(new(PartitionTableKind.Gpt, [])));
    }

    [Fact]
    public void An_image_without_a_table_is_a_coded_error() =>
        Assert.Equal(EdiCodes.ReportNotMade, Assert.Throws<EdiException>(() => new PartitionInspector(_fixture.Host, _image).Read(new(PartitionTableKind.Gpt, []))).Problems.Single().Code);

    private void Run(string program, string input, params string[] arguments) =>
        _fixture.Host.Require(EdiCodes.ImageFailed, new ToolCommand(program, [.. arguments]) { StandardInput = input });

    private static PartitionDefinition Partition(string label, string mountPoint) =>
        new(label, "linux", label, FileSystemKind.Ext4, new PartitionSize.Fixed(MiB), mountPoint, Bootable: false, new("", 0, 0, 0, 0));
}
