using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Image;

/// <summary>ext4 by e2fsprogs, whose mke2fs copies a tree with owners, links, extended attributes and capabilities.</summary>
internal sealed class Ext4 : FileSystemWriter
{
    private const int BlockSize = 4096;
    private const int InodeSize = 256; // 128 bytes hold no time after 2038.
    private const int BytesPerInode = 16384;
    private const long Journal = 64 << 20;

    // Named one by one, because a host's mke2fs.conf differs from release to release and a boot loader or kernel of
    // the target may be older than the host's e2fsprogs.
    private const string Features =
        "none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,extra_isize,metadata_csum";

    /// <summary>The smallest comfortable size for a tree, in bytes: its blocks, its inodes, the journal, and what the file system needs for itself.</summary>
    public static long SizeFor(IToolRunner sandbox, string content)
    {
        long blocks = DiskUsage.Measure(sandbox, content);
        long inodes = DiskUsage.CountInodes(sandbox, content);
        // Each file's last block is half empty on average, which du on an overlay does not always show.
        long files = blocks + (inodes * BlockSize / 2);
        long size = files + (inodes * InodeSize) + Journal;
        // Inode tables for the whole size, bitmaps, group descriptors that can grow, and the 5 % that root keeps.
        return size + (size / BytesPerInode * InodeSize) + (size / 12);
    }

    public override void Write(IToolRunner sandbox, string image, PlannedPartition partition, string content)
    {
        string uuid = partition.FileSystemGuid.ToString("D");
        string[] files = content.Length > 0 ? ["-d", content] : [];
        string[] label = partition.Definition.Label.Length > 0 ? ["-L", partition.Definition.Label] : [];
        var command = new ToolCommand(
            "mke2fs",
            [
                "-q", "-F", "-t", "ext4", "-O", Features, "-b", Text(BlockSize), "-I", Text(InodeSize), "-i", Text(BytesPerInode),
                "-U", uuid, .. label,
                // The file is new and sparse, so what is not written is zero already.
                "-E", $"offset={partition.Offset},hash_seed={uuid},nodiscard,lazy_itable_init=0,assume_storage_prezeroed=1,root_owner=0:0",
                .. files,
                image, $"{Text(partition.Size / 1024)}k",
            ]);
        // The time that mke2fs writes into the file system; without it, two builds would never be the same.
        if (SourceDate.Epoch is { } epoch)
        {
            command = command.With("E2FSPROGS_FAKE_TIME", epoch);
        }

        if (sandbox.Run(command) != 0)
        {
            throw new EdiException([new(
                EdiCodes.ContentTooLarge,
                $"The files of {partition.Definition.MountPoint} could not be written into partition {partition.Definition.Name} of {Text(partition.Size >> 20)} MiB; if it is too small, give it a larger 'size' or a 'free_space'.",
                partition.Definition.Position)]);
        }

        SourceDate.SetInodeTimes(sandbox, image, partition.Offset);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
