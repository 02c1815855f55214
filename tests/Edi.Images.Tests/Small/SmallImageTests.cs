using Edi.Testing;

namespace Edi.Images.Tests.Small;

/// <summary>What must survive the way from a layer into the file systems.</summary>
public sealed class SmallImageTests(SmallImage built) : ImageTests(built), IClassFixture<SmallImage>
{
    [Fact]
    public async Task The_disk_has_the_partitions_of_the_definition()
    {
        var table = await Image.PartitionTableAsync();
        Assert.Equal("dos", table.Label);
        Assert.Equal(["c", "83"], table.Partitions.Select(partition => partition.Type));
        Assert.Equal(64L << 20, table.Partitions[0].Size);
    }

    [Fact]
    public async Task A_file_below_the_mount_point_is_on_the_boot_partition()
    {
        var boot = await BootAsync();
        Assert.Equal(["config.txt"], await boot.ListFilesAsync());
        Assert.Equal("boot\n", await boot.ReadTextAsync("config.txt"));
    }

    [Fact]
    public async Task A_file_keeps_its_capabilities()
    {
        var file = await (await RootAsync()).FindAsync("/usr/local/bin/capable");
        // capabilities(7): version 2 with the effective bit, then bit 13, which is CAP_NET_RAW.
        Assert.StartsWith("01 00 00 02 00 20 00 00", file!.ExtendedAttributes["security.capability"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hard_links_stay_one_file()
    {
        var root = await RootAsync();
        var file = await root.FindAsync("/usr/local/bin/capable");
        var link = await root.FindAsync("/usr/local/bin/capable-too");
        Assert.Equal(2, file!.Links);
        Assert.Equal(file.Inode, link!.Inode);
    }

    [Fact]
    public async Task A_pipe_stays_a_pipe_and_keeps_its_owner()
    {
        var pipe = await (await RootAsync()).FindAsync("/usr/local/bin/pipe");
        Assert.Equal((EdiFileKind.Pipe, 1234, 4321, "0644"), (pipe!.Kind, pipe.User, pipe.Group, pipe.OctalMode));
    }

    [Fact]
    public async Task The_root_folder_is_owned_by_root()
    {
        var folder = await (await RootAsync()).FindAsync("/");
        Assert.Equal((EdiFileKind.Folder, 0, 0, "0755"), (folder!.Kind, folder.User, folder.Group, folder.OctalMode));
    }

    [Fact]
    public async Task A_file_that_a_later_layer_deletes_is_gone() =>
        Assert.Null(await (await RootAsync()).FindAsync("/etc/greeting"));
}
