using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>FAT by dosfstools and mtools.</summary>
internal sealed class Vfat(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : FileSystemWriter(sandbox, partition, ids, content)
{
    // FATs, boot sectors, and a margin.
    private const long Overhead = 2 << 20;

    private FatContent? _files;

    public override long SizeForContent(long free)
    {
        long size = Size(4 << 10);
        return Math.Max(SectorsPerCluster(size) * DiskPlacement.SectorSize <= 4 << 10 ? size : Size(32 << 10), FileSystemTraits.Of(FileSystemKind.Vfat).Smallest);

        long Size(int cluster)
        {
            long used = TreeSize.Of(Sandbox, Content, cluster).Bytes + free;
            return used + (used / 50) + Overhead;
        }
    }

    /// <summary>mtools would follow a link on the host, wait for a pipe for ever, change a name or leave a file out, and end with success.</summary>
    public override EdiProblem? NotHeld()
    {
        const int shown = 10;
        var problems = Content.Length == 0 ? [] : Files().Problems;
        string rest = problems.Length > shown ? $"; and {Text(problems.Length - shown)} more" : "";
        return problems.IsEmpty ? null : NotHeld(
            "A FAT file system",
            $"{string.Join("; ", problems.Take(shown))}{rest}. Rename, replace or remove them in the root file system, or use another file system.");
    }

    public override void Write(string image, long offset, long size)
    {
        long sector = offset / DiskPlacement.SectorSize;
        ImmutableArray<string> label = Partition.Label.Length > 0 ? ["-n", Partition.Label] : [];
        Sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand(
                "mkfs.vfat",
                [
                    "--invariant", "-F", "32", "-s", Text(SectorsPerCluster(size)), "-h", Text(sector), "-i", Ids.FatSerial.ToString("x8", CultureInfo.InvariantCulture),
                    "--offset", Text(sector), .. label, image, Text(size / 1024),
                ]));
        if (Content.Length > 0)
        {
            Fill(new ToolCommand("sh", "-c", Script.Of("fill-vfat.sh"), "fill-vfat.sh", $"{image}@@{offset}", Content), image, size);
            RequireFiles(image, offset);
        }

        // fsck.vfat knows no offset.
        string copy = Path.Combine(Sandbox.ScratchDirectory, $"{Partition.Name}.copy");
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("python3", "-I", "-c", Script.Of("cut-out.py"), image, Text(offset), Text(size), copy));
        RequireSound(copy);
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("rm", copy));
    }

    protected override ToolCommand CheckTool(string file) => new("fsck.vfat", "-n", file);

    private FatContent Files() => _files ??= FatContent.Read(Sandbox, Content);

    // mcopy ends with 0 when it has left files out.
    private void RequireFiles(string image, long offset)
    {
        const string root = "::/";
        if (Files().IsEmpty)
        {
            return; // For mdir, an empty file system is a file that it does not find.
        }

        var paths = Sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("mdir", "-i", $"{image}@@{offset}", "-/", "-a", "-b", "::").With("MTOOLS_SKIP_CHECK", "1"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => path.StartsWith(root, StringComparison.Ordinal))
            .Select(path => path[root.Length..].TrimEnd('/'));
        if (Files().MissingIn(paths) is [var first, ..] missing)
        {
            throw Unsound($"'mcopy' ended with success and has not written {(missing.Length == 1 ? "" : $"{Text(missing.Length)} files, among them ")}'{FatNames.Shown(first)}'");
        }
    }

    // Microsoft's table for FAT32. mkfs.vfat would look it up by the size of the whole image, and make clusters so large
    // that too few remain and every reader takes the file system for FAT16.
    internal static int SectorsPerCluster(long size) => (size >> 20) switch
    {
        <= 260 => 1,
        <= 8 << 10 => 8,
        <= 16 << 10 => 16,
        <= 32 << 10 => 32,
        _ => 64,
    };
}
