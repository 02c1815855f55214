using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Engines;
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
    private const long Journal = 64 << 20;

    // Named one by one, because a host's mke2fs.conf differs from release to release and a boot loader or kernel of
    // the target may be older than the host's e2fsprogs.
    private const string Features =
        "none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,extra_isize,metadata_csum";

    /// <summary>The tree's blocks, its inodes, the journal, and what the file system needs for itself.</summary>
    public override long SizeForContent()
    {
        long blocks = Content.Length == 0 ? 0 : DiskUsage.Measure(Sandbox, Content);
        long inodes = Content.Length == 0 ? 0 : DiskUsage.CountInodes(Sandbox, Content);
        // Each file's last block is half empty on average, which du on an overlay does not always show.
        long files = blocks + (inodes * BlockSize / 2);
        long size = files + (inodes * InodeSize) + Journal;
        // Inode tables for the whole size, bitmaps, group descriptors that can grow, and the 5 % that root keeps.
        return size + (size / BytesPerInode * InodeSize) + (size / 12);
    }

    public override void Write(string image, long offset, long size)
    {
        string uuid = Ids.FileSystemGuid.ToString("D");
        string[] files = Content.Length > 0 ? ["-d", Content] : [];
        string[] label = Partition.Label.Length > 0 ? ["-L", Partition.Label] : [];
        var command = new ToolCommand(
            "mke2fs",
            [
                "-q", "-F", "-t", "ext4", "-O", Features, "-b", Text(BlockSize), "-I", Text(InodeSize), "-i", Text(BytesPerInode),
                "-U", uuid, .. label,
                // A flashed disk has its old data where the image has holes; the kernel clears the inode tables on the first mount.
                "-E", $"offset={offset},hash_seed={uuid},nodiscard,lazy_itable_init=1,root_owner=0:0",
                .. files,
                image, $"{Text(size / 1024)}k",
            ]).With("UNIX_IO_NOZEROOUT", "1"); // Zeros are written and are no holes: a journal of old data could be replayed.
        // The time that mke2fs writes into the file system; without it, two builds would never be the same.
        Fill(SourceDate.Epoch is { } epoch ? command.With("E2FSPROGS_FAKE_TIME", epoch) : command, size);
        SourceDate.SetInodeTimes(Sandbox, image, offset);
    }
}
