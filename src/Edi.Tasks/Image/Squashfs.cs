using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>squashfs by squashfs-tools, compressed with zstd, which Debian's kernels and boot loaders read.</summary>
internal sealed class Squashfs(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : ReadOnlyFileSystem(sandbox, partition, ids, content)
{
    // The tool takes the time of the file system from SOURCE_DATE_EPOCH.
    protected override ToolCommand Tool(string file, string content) =>
        new("mksquashfs", content, file, "-comp", "zstd", "-xattrs", "-noappend", "-no-progress", "-quiet", "-reproducible");

    // It has no check: what lists all files reads all that tells of them.
    protected override ToolCommand CheckTool(string file) => new("unsquashfs", "-lls", file);
}
