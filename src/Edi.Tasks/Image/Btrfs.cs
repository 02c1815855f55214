using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>Btrfs by btrfs-progs, whose mkfs copies a tree with owners, links and extended attributes.</summary>
internal sealed class Btrfs(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : SeparateFileSystem(sandbox, partition, ids, content)
{
    // Data are allocated in chunks, and metadata are there twice.
    private const long Overhead = 160 << 20;
    private const int BlockSize = 4096;
    private const int BytesPerInode = 2 * 1024;

    public override long SizeForContent(long free)
    {
        var content = TreeSize.Of(Sandbox, Content, BlockSize);
        return content.Bytes + (content.Bytes / 10) + (2 * BytesPerInode * content.Inodes) + Overhead + free;
    }

    protected override void Make(string file, long size)
    {
        Allocate(file, size);
        ImmutableArray<string> files = Content.Length > 0 ? ["--rootdir", Content] : [];
        ImmutableArray<string> label = Partition.Label.Length > 0 ? ["--label", Partition.Label] : [];
        Fill(Quiet(new("mkfs.btrfs", ["--quiet", "--uuid", Ids.FileSystemGuid.ToString("D"), .. label, .. files, file])), file, size);
    }

    protected override ToolCommand CheckTool(string file) => new("btrfs", "check", "--readonly", file);
}
