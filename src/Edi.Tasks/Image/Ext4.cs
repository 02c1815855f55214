using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>ext4 by e2fsprogs, whose mke2fs copies a tree with owners, links, extended attributes and capabilities.</summary>
internal sealed class Ext4(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : FileSystemWriter(sandbox, partition, ids, content)
{
    private const int BlockSize = 4096;
    private const int InodeSize = 256; // 128 bytes hold no time after 2038.
    private const int BytesPerInode = 16384;

    // Named one by one, because a host's mke2fs.conf differs from release to release and a boot loader or kernel of
    // the target may be older than the host's e2fsprogs.
    private const string Features =
        "none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,extra_isize,metadata_csum";

    // What the content needs; both are asked for when the size follows from it.
    private TreeSize? _content;

    /// <summary>What the tree fills, with a little for extents, and what the file system needs for itself, which mke2fs tells.</summary>
    public override long SizeForContent(long free)
    {
        long needed = Measure().Bytes + (Measure().Bytes / 64) + free;
        // Each step adds what was missing, and so needs a little more of everything itself.
        long size = Align(needed + (Measure().Inodes * InodeSize));
        for (long room = Room(size); room < needed; room = Room(size))
        {
            size = Align(size + (needed - room) + ((needed - room) / 8));
        }

        return size;
    }

    public override void Write(string image, long offset, long size)
    {
        ImmutableArray<string> files = Content.Length > 0 ? ["-d", Content] : [];
        Fill(Command($"offset={Text(offset)}", [.. files, image, $"{Text(size / 1024)}k"], size), image, size);
        SourceDate.SetInodeTimes(Sandbox, image, offset);
        RequireSound($"{image}?offset={offset}");
    }

    private TreeSize Measure() => _content ??= TreeSize.Of(Sandbox, Content, BlockSize);

    /// <summary>What an empty file system of a size holds, in bytes, without what it keeps for root.</summary>
    private long Room(long size)
    {
        string file = Path.Combine(Sandbox.ScratchDirectory, $"{Partition.Name}.empty");
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("truncate", "--size=0", file));
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("truncate", $"--size={Text(size)}", file));
        Sandbox.Require(EdiCodes.ImageFailed, Command("lazy_journal_init=1", [file], size));
        var fields = Sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("dumpe2fs", "-h", file)).Split('\n')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(field => field.Length == 2)
            .ToLookup(field => field[0], field => field[1]);
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("rm", file));
        return (Number("Free blocks") - Number("Reserved block count")) * BlockSize;

        long Number(string name) => long.Parse(fields[name].Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>As many inodes as the content has, and the usual share for the rest of the file system.</summary>
    private long Inodes(long size) => Math.Max(size / BytesPerInode, Measure().Inodes + (Math.Max(0, size - Measure().Bytes) / BytesPerInode));

    private ToolCommand Command(string option, ImmutableArray<string> files, long size)
    {
        string uuid = Ids.FileSystemGuid.ToString("D");
        ImmutableArray<string> label = Partition.Label.Length > 0 ? ["-L", Partition.Label] : [];
        var command = new ToolCommand(
            "mke2fs",
            [
                "-q", "-F", "-t", "ext4", "-O", Features, "-b", Text(BlockSize), "-I", Text(InodeSize), "-N", Text(Inodes(size)),
                "-U", uuid, .. label,
                // A flashed disk has its old data where the image has holes; the kernel clears the inode tables on the first mount.
                "-E", $"{option},hash_seed={uuid},nodiscard,lazy_itable_init=1,root_owner=0:0",
                .. files,
            ]);
        // Zeros are written and are no holes: a journal of old data could be replayed.
        command = command.With("UNIX_IO_NOZEROOUT", "1");
        // The time that mke2fs writes into the file system; without it, two builds would never be the same.
        return SourceDate.Epoch is { } epoch ? command.With("E2FSPROGS_FAKE_TIME", epoch) : command;
    }

    protected override ToolCommand CheckTool(string file) => new("e2fsck", "-f", "-n", file);

    // mke2fs makes nothing that is smaller.
    private static long Align(long size) => Math.Max((size + DiskPlacement.DefaultAlignment - 1) / DiskPlacement.DefaultAlignment, 8) * DiskPlacement.DefaultAlignment;
}
