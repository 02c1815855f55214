using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Image;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>Real file systems in files: what is written is sound, and what is not is told.</summary>
public sealed class FileSystemWriterTests : IClassFixture<SandboxFixture>, IDisposable
{
    private const long Size = 320 << 20; // xfs is the one that needs the most.

    private readonly SandboxFixture _fixture;
    private readonly string _folder;

    public FileSystemWriterTests(SandboxFixture fixture)
    {
        SandboxFixture.SkipWithoutRange();
        _fixture = fixture;
        // The sandbox sees nothing else below /tmp than its cache.
        _folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(fixture.Sandbox.ScratchDirectory)!, Guid.NewGuid().ToString("N"))).FullName;
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("vfat", "fsck.vfat")]
    [InlineData("ext4", "e2fsck")]
    [InlineData("btrfs", "btrfs")]
    [InlineData("xfs", "xfs_repair")]
    [InlineData("squashfs", "unsquashfs")]
    [InlineData("erofs", "fsck.erofs")]
    [InlineData("swap", "swaplabel")]
    public void What_was_written_is_sound_and_what_is_damaged_is_refused(string kind, string tool)
    {
        if (HostToolRunner.TryFindProgram(tool) is null)
        {
            Assert.Skip($"This host has no {tool}.");
        }

        string content = kind == "swap" ? "" : CreateContent();
        string image = CreateImage(Size);
        var writer = Writer(FileSystemTraits.Find(kind)!.Kind, content);
        writer.Write(image, 0, Size);
        writer.RequireSound(image);
        using (var file = File.OpenWrite(image))
        {
            file.Write(new byte[128 << 10]);
        }

        var problem = Assert.Throws<EdiException>(() => writer.RequireSound(image)).Problems.Single();
        Assert.Equal(EdiCodes.FileSystemUnsound, problem.Code);
        Assert.Contains(tool, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fat_without_a_file_misses_none()
    {
        string content = Directory.CreateDirectory(Path.Combine(_folder, "content")).FullName;
        Writer(FileSystemKind.Vfat, content).Write(CreateImage(64 << 20), 1 << 20, 40 << 20);
    }

    [Fact]
    public void A_fat_holds_names_that_mtools_take_for_patterns()
    {
        string content = CreateContent();
        Write("d[1]/e[2]/a[b].txt", "inner");
        Write("d[1]/d1", "beside");
        Write("日本語の長い名前です.txt", "long");
        string image = CreateImage(64 << 20);
        var writer = Writer(FileSystemKind.Vfat, content);
        Assert.Null(writer.NotHeld());
        writer.Write(image, 1 << 20, 40 << 20);
        Assert.Equal("inner", Read("d\\[1\\]/e\\[2\\]/a\\[b\\].txt"));
        Assert.Equal("beside", Read("d\\[1\\]/d1"));
        Assert.Equal("long", Read("日本語の長い名前です.txt"));

        string Read(string path) => _fixture.Sandbox.Capture(
            EdiCodes.ImageFailed, new ToolCommand("mcopy", "-i", $"{image}@@{1 << 20}", $"::/{path}", "-").With("MTOOLS_SKIP_CHECK", "1")).TrimEnd('\n');
    }

    [Fact]
    public void Links_pipes_and_odd_names_are_told_before_a_fat_is_written()
    {
        string content = CreateContent();
        File.CreateSymbolicLink(Path.Combine(content, "link"), "/etc/hostname");
        Write("two\nlines", "");
        Write("aux", "");
        _fixture.Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("mkfifo", Path.Combine(content, "fifo")));
        var problem = Writer(FileSystemKind.Vfat, content).NotHeld()!;
        Assert.Equal(EdiCodes.FileNotHeld, problem.Code);
        Assert.All(
            ["'link' is a link", "'two?lines' has a control character", "'aux' is a device of DOS", "'fifo' is a named pipe"],
            text => Assert.Contains(text, problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_mcopy_has_left_out_is_missed()
    {
        string content = CreateContent();
        using (var file = File.Create(Path.Combine(content, "big")))
        {
            file.SetLength(5L << 30); // For this one mcopy ends with success.
        }

        var writer = Writer(FileSystemKind.Vfat, content);
        Assert.Contains("'big' has 5 GiB", writer.NotHeld()!.Message, StringComparison.Ordinal);
        var problem = Assert.Throws<EdiException>(() => writer.Write(CreateImage(6L << 30), 0, 6L << 30)).Problems.Single();
        Assert.Equal(EdiCodes.FileSystemUnsound, problem.Code);
        Assert.Contains("has not written 'big'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_of_the_host_is_no_reason_for_a_larger_partition()
    {
        var writer = new Failing(_fixture.Sandbox, Partition(FileSystemKind.Ext4));
        var small = Assert.Throws<EdiException>(() => writer.Write(Path.Combine(_folder, "image"), 0, Size)).Problems.Single();
        Assert.Equal(EdiCodes.ContentTooLarge, small.Code);
        // A file system that has no room for anybody.
        var full = Assert.Throws<EdiException>(() => writer.Write("/proc/image", 0, Size)).Problems.Single();
        Assert.Equal(EdiCodes.ImageFailed, full.Code);
        Assert.Contains("The host's disk with /proc is full: 0 B", full.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("free_space", full.Message, StringComparison.Ordinal);
    }

    private FileSystemWriter Writer(FileSystemKind kind, string content) =>
        FileSystemWriter.For(_fixture.Sandbox, Partition(kind), StableIdsTests.Ids("my-image").Of("p"), content)!;

    private static PartitionDefinition Partition(FileSystemKind kind) =>
        new("p", "83", "", kind, new PartitionSize.Fixed(Size), "/data", false, new SourcePosition("", 0, 0, 0, 0));

    private string CreateContent()
    {
        Write("folder/file", "text");
        return Path.Combine(_folder, "content");
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_folder, "content", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string CreateImage(long size)
    {
        string image = Path.Combine(_folder, "image");
        using var file = File.Create(image);
        file.SetLength(size);
        return image;
    }

    private sealed class Failing(EdiSandbox sandbox, PartitionDefinition partition)
        : FileSystemWriter(sandbox, partition, StableIdsTests.Ids("my-image").Of("p"), "")
    {
        public override long SizeForContent(long free) => 0;

        public override void Write(string image, long offset, long size) => Fill(new ToolCommand("false"), image, size);

        protected override ToolCommand CheckTool(string file) => new("false");
    }
}
