using Edi.Tasks.Diagnostics;
using Edi.Tasks.Machine;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>Real file systems at an offset in a file.</summary>
public sealed class MachineDiskTests : IDisposable
{
    private const long Offset = 1 << 20;

    private readonly HostToolFixture _tools = new();
    private readonly string _image;
    private readonly Ext4Files _files;

    public MachineDiskTests()
    {
        _image = _tools.Folder.At("disk.img");
        using (var file = File.Create(_image))
        {
            file.SetLength(16 << 20);
        }

        _tools.Host.Require(EdiCodes.ImageFailed, new ToolCommand("mke2fs", "-q", "-t", "ext4", "-E", $"offset={Offset}", _image, "12M"));
        _files = new(_tools.Host, _image, Offset);
    }

    public void Dispose() => _tools.Dispose();

    [Fact]
    public void What_is_written_is_there_and_the_file_system_is_sound()
    {
        string source = _tools.Folder.Write("source", "hello\n");
        _files.Write(
            [new("/a folder", null, "0755"), new("/a folder/program", source, "0755")],
            [("/a folder/link", "../program")]);
        Assert.Equal(["link", "program"], _files.List("/a folder").Order(StringComparer.Ordinal));
        Assert.Equal(0, _tools.Host.Run(new ToolCommand("e2fsck", "-f", "-n", $"{_image}?offset={Offset}")));
        _files.Recover();
        string copy = _files.CopyTo("/a folder/program", _tools.Folder.CreateFolder("copies"));
        Assert.Equal("hello\n", File.ReadAllText(copy));
    }

    [Fact]
    public void Of_a_machines_files_only_the_regular_ones_are_copied_and_no_more_of_them_than_is_wanted()
    {
        string source = _tools.Folder.Write("source", new string('x', 5000));
        _files.Write(
            [new("/answers", null, "0755"), new("/answers/0001.out", source, "0644"), new("/answers/other", source, "0644")],
            [("/answers/0002.out", "/etc/hostname"), ("/answers/0003.out", "0001.out")]);
        string folder = _tools.Folder.CreateFolder("copies");
        _files.CopyFilesTo("/answers", ["0001.out", "0002.out", "0003.out", "0004.out"], folder, 4097);
        Assert.Equal(["0001.out"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.Equal(new string('x', 4097), File.ReadAllText(Path.Combine(folder, "0001.out")));
    }

    [Fact]
    public void What_finds_no_room_is_told()
    {
        string source = _tools.Folder.At("large");
        File.WriteAllBytes(source, new byte[14 << 20].Select((_, i) => (byte)(i % 251 + 1)).ToArray());
        var refused = Assert.Throws<EdiException>(() => _files.Write([new("/large", source, "0644")], []));
        Assert.Equal(EdiCodes.ChecksNotPlaced, refused.Problems.Single().Code);
        Assert.Contains("need 15 MiB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_empty() => Assert.Empty(_files.List("/none"));

    [Fact]
    public void A_file_that_does_not_exist_is_told() =>
        Assert.Equal(EdiCodes.MachineNotStarted, Assert.Throws<EdiException>(() => _files.CopyTo("/none", _tools.Folder.At(""))).Problems.Single().Code);

    [Fact]
    public void A_path_that_debugfs_cannot_be_told_is_refused() =>
        Assert.Equal(EdiCodes.ChecksNotPlaced, Assert.Throws<EdiException>(() => Ext4Files.Quote("a\"b")).Problems.Single().Code);

    [Fact]
    public void A_fat_is_read()
    {
        string image = _tools.Folder.At("fat.img");
        File.WriteAllBytes(image, new byte[4 << 20]);
        _tools.Host.Require(EdiCodes.ImageFailed, new ToolCommand("mkfs.vfat", "--offset", "2048", image, "3072"));
        string source = _tools.Folder.Write("config.txt", "kernel=k\n");
        _tools.Host.Require(EdiCodes.ImageFailed, new ToolCommand("mcopy", "-i", $"{image}@@{Offset}", source, "::/config.txt"));
        _tools.Host.Require(EdiCodes.ImageFailed, new ToolCommand("mmd", "-i", $"{image}@@{Offset}", "::/overlays"));
        var files = new FatFiles(_tools.Host, image, Offset);
        Assert.Equal(["config.txt"], files.Files());
        Assert.Equal("kernel=k\n", files.Read("config.txt"));
        Assert.Equal("kernel=k\n", File.ReadAllText(files.CopyTo("config.txt", _tools.Folder.CreateFolder("fat"))));
    }

    [Fact]
    public void A_copy_is_larger_and_takes_no_more_space()
    {
        string copy = _tools.Folder.At("copy.img");
        MachineDisk.Copy(_tools.Host, _image, copy, 4L << 30);
        Assert.Equal(4L << 30, new FileInfo(copy).Length);
        Assert.True(DiskUsage(copy) <= 16 << 20);
    }

    private long DiskUsage(string file) =>
        512 * long.Parse(_tools.Host.Capture(EdiCodes.ImageFailed, new ToolCommand("stat", "--format=%b", file)), System.Globalization.CultureInfo.InvariantCulture);
}
