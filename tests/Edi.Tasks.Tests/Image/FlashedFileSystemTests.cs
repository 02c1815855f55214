using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Flash;
using Edi.Tasks.Image;
using Edi.Tasks.Processes;
using Microsoft.Win32.SafeHandles;

namespace Edi.Tasks.Tests;

/// <summary>
/// What a disk holds that was full of something else and then was written by the block map: each kind of file system is made as
/// a build makes it, written over bytes of 0xAA by bmaptool's map, and read by its own tools.
/// </summary>
public sealed partial class FlashedFileSystemTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const long MiB = 1 << 20;
    private const byte Old = 0xAA;

    private string Folder => fixture.Tools.Folder.At("cache");

    [Theory]
    [InlineData("ext4", 64, "debugfs")]
    [InlineData("vfat", 40, "mcopy")]
    [InlineData("btrfs", 160, "btrfs")]
    [InlineData("squashfs", 4, "unsquashfs")]
    [InlineData("erofs", 8, "fsck.erofs")]
    public void Files_are_what_they_were_zeros_too(string kind, int size, string reader)
    {
        SandboxFixture.SkipWithoutRange();
        SkipWithout(kind, reader);
        var (content, flashed) = Flash(kind, size * MiB);
        string read = Directory.CreateDirectory(Path.Combine(Folder, $"{kind}.read")).FullName;
        switch (kind)
        {
            case "ext4":
                Run("e2fsck", "-f", "-n", flashed);
                Run("debugfs", "-R", $"rdump / {read}", flashed);
                break;
            case "vfat":
                Run("fsck.vfat", "-n", flashed);
                Run("mcopy", "-s", "-n", "-i", flashed, "::/", read);
                break;
            case "btrfs":
                Run("btrfs", "check", "--readonly", "--check-data-csum", flashed);
                Run("btrfs", "restore", flashed, read);
                break;
            case "squashfs":
                Run("unsquashfs", "-no-progress", "-force", "-dest", read, flashed);
                break;
            default:
                Run("fsck.erofs", $"--extract={read}", "--overwrite", flashed);
                break;
        }

        foreach (string file in Directory.GetFiles(content, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(content, file);
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(read, name))), $"{name} has another content.");
        }
    }

    /// <summary>No tool reads the files of an xfs without a mount, but xfs_db tells where they lie.</summary>
    [Fact]
    public void Files_of_an_xfs_and_its_log_are_what_they_were()
    {
        SandboxFixture.SkipWithoutRange();
        SkipWithout("xfs", "xfs_db");
        var (content, flashed) = Flash("xfs", 300 * MiB);
        Run("xfs_repair", "-f", "-n", flashed);
        string superblock = Capture("xfs_db", "-r", "-c", "sb 0", "-c", "print logstart logblocks blocksize agblocks agblklog", flashed);
        foreach (string file in Directory.GetFiles(content))
        {
            var extent = Extent().Match(Capture("xfs_db", "-r", "-c", $"path /{Path.GetFileName(file)}", "-c", "bmap", flashed));
            Assert.True(extent.Success, "The file is in one piece.");
            byte[] bytes = File.ReadAllBytes(file);
            long begin = ((Number(extent, "group") * Field(superblock, "agblocks")) + Number(extent, "block")) * Field(superblock, "blocksize");
            Assert.True(bytes.AsSpan().SequenceEqual(Read(flashed, begin, bytes.Length)), $"{file} has another content.");
        }

        var (log, length) = Xfs.Log(superblock);
        Assert.True(Read(Path.Combine(Folder, "xfs.img"), MiB + log, (int)length).AsSpan().SequenceEqual(Read(flashed, log, (int)length)), "The log is another one.");
    }

    /// <summary>
    /// The kernel replays after a crash what looks like a newer transaction, and an older image's may. In memory, where a file
    /// system has no extents that are allocated and not written, a tool that saves the writing of zeros makes holes.
    /// </summary>
    [Fact]
    public void A_journal_of_ext4_is_written()
    {
        SandboxFixture.SkipWithoutRange();
        const string image = "/tmp/journal.img";
        string map = Path.Combine(Folder, "journal.bmap");
        var sandbox = fixture.Sandbox;
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("truncate", "--size=64M", image));
        Writer("ext4", 64 * MiB, "")!.Write(image, 0, 64 * MiB);
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("bmaptool", "--quiet", "create", "--output", map, image));
        string journal = sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("debugfs", "-R", "stat <8>", image));
        Assert.Contains("Size: 4194304", journal, StringComparison.Ordinal);
        Assert.InRange(BlockMap.Read(map).MappedSize, 4 * MiB, 8 * MiB);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("swap")]
    public void Nothing_older_is_found_at_the_beginning_and_the_end_of_a_partition(string kind)
    {
        SandboxFixture.SkipWithoutRange();
        var (_, flashed) = Flash(kind, 4 * MiB);
        byte[] bytes = File.ReadAllBytes(flashed);
        // What the map leaves out between them is what it was.
        Assert.Equal((MiB, 3 * MiB), ((long)bytes.AsSpan().IndexOf(Old), bytes.AsSpan().LastIndexOf(Old) + 1L));
    }

    /// <summary>Makes a file system with files, and writes it by its map over a file of other bytes; returns the files and its part of that.</summary>
    private (string Content, string Flashed) Flash(string kind, long size)
    {
        string image = Path.Combine(Folder, $"{kind}.img");
        string content = Content(kind);
        var traits = FileSystemTraits.Find(kind)!;
        DiskImage.Allocate(image, new DiskPlan(PartitionTableKind.Mbr, size + (2 * MiB), 1, Guid.Empty, [new(Partition(kind, size), MiB, size, Ids(kind))]));
        Writer(kind, size, traits.HoldsFiles ? content : "")?.Write(image, MiB, size);

        string map = image + ".bmap", device = image + ".device", flashed = image + ".flashed";
        Run("bmaptool", "--quiet", "create", "--output", map, image);
        byte[] old = new byte[MiB];
        Array.Fill(old, Old);
        using (var file = File.Create(device))
        {
            while (file.Length < size + (2 * MiB))
            {
                file.Write(old);
            }
        }

        // As bmaptool would write a device; a file it would empty first.
        using (var from = File.OpenHandle(image))
        using (var to = File.OpenHandle(device, FileMode.Open, FileAccess.Write))
        {
            foreach (var range in BlockMap.Read(map).Ranges)
            {
                RandomAccess.Write(to, Read(from, range.Offset, (int)range.Length), range.Offset);
            }
        }

        Run("dd", "status=none", "bs=1M", "skip=1", $"count={(size / MiB).ToString(CultureInfo.InvariantCulture)}", $"if={device}", $"of={flashed}");
        return (content, flashed);
    }

    private FileSystemWriter? Writer(string kind, long size, string content) =>
        FileSystemWriter.For(fixture.Sandbox, Partition(kind, size), Ids(kind), content);

    private static PartitionIds Ids(string kind) => StableIdsTests.Ids("my-image").Of(kind);

    private static PartitionDefinition Partition(string kind, long size) =>
        new(kind, "83", "", FileSystemTraits.Find(kind)!.Kind, new PartitionSize.Fixed(size), null, false, SourcePosition.None);

    private string Content(string kind)
    {
        string content = Directory.CreateDirectory(Path.Combine(Folder, $"{kind}.content", "folder")).Parent!.FullName;
        byte[] random = new byte[MiB + 5000];
        new Random(1).NextBytes(random);
        Array.Clear(random, 4096, 4096);
        File.WriteAllBytes(Path.Combine(content, "random"), random);
        File.WriteAllBytes(Path.Combine(content, "zeros"), new byte[3 * MiB]);
        File.WriteAllText(Path.Combine(content, "folder", "text"), "text\n");
        return content;
    }

    private static void SkipWithout(string kind, string reader)
    {
        string maker = kind switch { "squashfs" => "mksquashfs", "ext4" => "mke2fs", _ => $"mkfs.{kind}" };
        Assert.SkipUnless(new[] { maker, reader }.All(program => HostToolRunner.TryFindProgram(program) is not null), $"There is no {maker} or no {reader}.");
    }

    private static byte[] Read(string path, long offset, int length)
    {
        using var file = File.OpenHandle(path);
        return Read(file, offset, length);
    }

    private static byte[] Read(SafeFileHandle file, long offset, int length)
    {
        byte[] bytes = new byte[length];
        Assert.Equal(length, RandomAccess.Read(file, bytes, offset));
        return bytes;
    }

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static long Field(string superblock, string name) => superblock.Split('\n').Select(line => line.Split(" = "))
        .Where(field => field[0] == name).Select(field => long.Parse(field[1], CultureInfo.InvariantCulture)).Single();

    private void Run(string program, params ImmutableArray<string> arguments) =>
        Assert.True(fixture.Tools.Host.Run(new ToolCommand(program, arguments)) == 0, $"{program} failed: {fixture.Tools.Log.Tail}");

    private string Capture(string program, params ImmutableArray<string> arguments) =>
        fixture.Tools.Host.Capture(EdiCodes.ImageFailed, new ToolCommand(program, arguments));

    [GeneratedRegex(@"startblock \d+ \((?<group>\d+)/(?<block>\d+)\) count \d+")]
    private static partial Regex Extent();
}
