using System.Globalization;
using Edi.Images.Tests.Harness;
using Edi.Testing;

namespace Edi.Images.Tests;

/// <summary>What holds for every image with a boot partition, FAT, and a root partition, ext4, after it.</summary>
public abstract class ImageTests(BuiltImage built)
{
    private protected ImageProject Project { get; } = built.Project;

    private protected EdiDiskImage Image => Project.Image;

    private protected Task<EdiFileSystem> BootAsync() => Image.FileSystemAsync(1);

    private protected Task<EdiFileSystem> RootAsync() => Image.FileSystemAsync(2);

    [Fact]
    public async Task Partitions_begin_at_whole_mebibytes_one_after_another()
    {
        long expected = 1 << 20;
        var table = await Image.PartitionTableAsync();
        foreach (var partition in table.Partitions)
        {
            Assert.Equal(expected, partition.Offset);
            Assert.Equal(0, partition.Size % (1 << 20));
            expected += partition.Size;
        }

        long secondTable = table.Label == "gpt" ? 1 << 20 : 0;
        Assert.Equal(expected + secondTable, Image.Length);
    }

    [Fact]
    public async Task The_image_is_sparse()
    {
        long allocated = 512 * long.Parse(await HostProgram.RequireAsync("stat", "--format=%b", Image.Path), CultureInfo.InvariantCulture);
        Assert.True(allocated < Image.Length, $"{Image.Path} has {Image.Length} bytes and takes {allocated}.");
    }

    [Fact]
    public async Task The_root_file_system_has_no_damage()
    {
        var root = await RootAsync();
        await HostProgram.RequireAsync("e2fsck", "-f", "-n", FormattableString.Invariant($"{root.Image}?offset={root.Offset}"));
    }

    [Fact]
    public async Task Bmaptool_writes_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string card = folder.File("card.img");
        await HostProgram.RequireAsync("bmaptool", "copy", "--bmap", Project.BlockMap, Image.Path, card);
        await HostProgram.RequireAsync("cmp", Image.Path, card);
    }

    [Fact]
    public async Task The_checksums_fit_all_other_files()
    {
        string folder = Path.GetDirectoryName(Project.Checksums)!;
        string checkedFiles = await HostProgram.RequireAsync("env", $"--chdir={folder}", "sha256sum", "--check", "--strict", Project.Checksums);
        Assert.Equal(
            new[] { Project.BlockMap, Image.Path, Project.Manifest }.Select(file => $"{Path.GetFileName(file)}: OK").Order(StringComparer.Ordinal),
            checkedFiles.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_manifest_has_a_sorted_line_for_each_package()
    {
        string[] lines = await File.ReadAllLinesAsync(Project.Manifest, TestContext.Current.CancellationToken);
        Assert.Contains(lines, line => line.StartsWith("python3\t", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches(@"^[^\t]+\t[^\t]+\t[^\t]+\t\S+ \(\S+\)$", line));
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    [Fact]
    public async Task File_systems_are_mounted_by_their_labels()
    {
        string table = await (await RootAsync()).ReadTextAsync("/etc/fstab");
        string[] devices = [.. table.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')[0])];
        Assert.Equal(2, devices.Length);
        Assert.All(devices, device => Assert.StartsWith("LABEL=", device, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_boot_files_are_on_their_own_partition_only()
    {
        Assert.NotEmpty(await (await BootAsync()).ListFilesAsync());
        var root = await RootAsync();
        string table = await root.ReadTextAsync("/etc/fstab");
        string mountPoint = table.Split('\n').Select(line => line.Split('\t')).Single(fields => fields.Length > 2 && fields[2] == "vfat")[1];
        Assert.Empty(await root.ListAsync(mountPoint));
    }

    [Fact]
    public async Task What_only_the_build_needed_is_gone()
    {
        var root = await RootAsync();
        Assert.Null(await root.FindAsync("/usr/sbin/policy-rc.d"));
        // A file would be the build machine's; the running system makes the link.
        Assert.NotEqual(EdiFileKind.File, (await root.FindAsync("/etc/resolv.conf"))?.Kind);
    }
}
