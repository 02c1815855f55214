namespace Edi.Testing.Tests;

/// <summary>Partition tables of odd images, made by sfdisk.</summary>
public sealed class PartitionTableTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_gpt_tells_types_names_places_and_what_is_in_each_partition()
    {
        string image = await _folder.PartitionAsync(
            "disk1", 64, "label: gpt\nstart=2048, size=40960, type=uefi, name=ESP\nstart=43008, size=16384, type=linux, name=\"a name\"\nsize=1MiB, type=linux\n");
        await TestFolder.MakeFatAsync(image, 1, "BOOT");
        await TestFolder.MakeExt4Async(image, 21, "ROOT", Path.GetDirectoryName(_folder.Write("files/a", "a"))!);
        var table = await EdiDiskImage.Open(image).PartitionTableAsync();
        Assert.Equal("gpt", table.Label);
        const string linux = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
        Assert.Equal(
            [
                new(1, "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "ESP", EdiFileSystemKind.Fat, "BOOT", 1 << 20, 20 << 20),
                new(2, linux, "a name", EdiFileSystemKind.Ext4, "ROOT", 21 << 20, 8 << 20),
                new(3, linux, "", EdiFileSystemKind.Unknown, "", 29 << 20, 1 << 20),
            ],
            table.Partitions);
    }

    [Fact]
    public async Task An_mbr_has_partitions_inside_of_another_and_numbers_with_gaps()
    {
        string image = await _folder.PartitionAsync(
            "disk.img", 64, "label: dos\n2: start=2048, size=2048, type=c\n3: start=10240, size=40960, type=5\n5: start=12288, size=2048, type=83\n");
        var table = await EdiDiskImage.Open(image).PartitionTableAsync();
        Assert.Equal("dos", table.Label);
        Assert.Equal([(2, "c", 1L << 20), (3, "5", 5L << 20), (5, "83", 6L << 20)], table.Partitions.Select(partition => (partition.Number, partition.Type, partition.Offset)));
    }

    [Fact]
    public async Task A_table_may_be_empty() =>
        Assert.Empty((await EdiDiskImage.Open(await _folder.PartitionAsync("empty", 8, "label: gpt\n")).PartitionTableAsync()).Partitions);

    [Fact]
    public async Task An_image_without_a_table_is_told()
    {
        string image = _folder.CreateImage("zeros.img", 1);
        var error = await Assert.ThrowsAsync<EdiTestingException>(EdiDiskImage.Open(image).PartitionTableAsync);
        Assert.Equal($"Expected a GPT or an MBR in {image}, found no partition table. If all of it is one file system, EdiFileSystem.Open reads that.", error.Message);
    }

    [Fact]
    public async Task A_table_of_another_kind_is_told()
    {
        string image = await _folder.PartitionAsync("sun.img", 64, "label: sun\n");
        var error = await Assert.ThrowsAsync<EdiTestingException>(EdiDiskImage.Open(image).PartitionTableAsync);
        Assert.EndsWith("found a partition table of the kind sun.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partition_is_found_by_its_number_its_name_and_its_label()
    {
        string files = Path.GetDirectoryName(_folder.Write("files/a", "a"))!;
        string image = await _folder.PartitionAsync("disk.img", 32, "label: gpt\nsize=8MiB, name=one\n4: size=8MiB, name=two\n");
        await TestFolder.MakeExt4Async(image, 1, "first", files);
        await TestFolder.MakeExt4Async(image, 9, "second", files);
        var disk = EdiDiskImage.Open(image);
        Assert.Equal(1 << 20, (await disk.FileSystemAsync("one")).Offset);
        Assert.Equal(9 << 20, (await disk.FileSystemAsync("two")).Offset);
        Assert.Equal(9 << 20, (await disk.FileSystemAsync("second")).Offset);
        Assert.Equal(9 << 20, (await disk.FileSystemAsync(4)).Offset);

        var error = await Assert.ThrowsAsync<EdiTestingException>(() => disk.FileSystemAsync(2));
        Assert.StartsWith($"Expected one partition with the number 2 in {image}, found 0. It has: 1 (one, first, type 0FC63DAF-", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_two_partitions_is_none()
    {
        string image = await _folder.PartitionAsync("disk.img", 8, "label: gpt\nsize=1MiB, name=same\nsize=1MiB, name=same\n");
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => EdiDiskImage.Open(image).FileSystemAsync("same"));
        Assert.StartsWith($"Expected one partition with the name or label same in {image}, found 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_system_that_cannot_be_read_is_told()
    {
        string image = await _folder.PartitionAsync("disk.img", 8, "label: dos\nstart=2048, type=82\n");
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => EdiDiskImage.Open(image).FileSystemAsync(1));
        Assert.StartsWith($"Expected FAT or ext4 at byte 1048576 of {image}, found neither.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_image_is_told()
    {
        var error = Assert.Throws<EdiTestingException>(() => EdiDiskImage.Open(_folder.At("missing.img")));
        Assert.Equal($"There is no disk image {_folder.At("missing.img")}; 'dotnet build' of its project makes it.", error.Message);
    }
}
