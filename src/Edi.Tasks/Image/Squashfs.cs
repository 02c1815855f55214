using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>squashfs by squashfs-tools, compressed with zstd, which Debian's kernels and boot loaders read.</summary>
internal sealed class Squashfs(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : ReadOnlyFileSystem(sandbox, partition, ids, content)
{
    public override EdiProblem? NotHeld() => Content.Length > 0 && AccessLists.First(Sandbox, EdiCodes.ImageFailed, Content) is { } path
        ? NotHeld("A squashfs", $"{path} has an access control list, and without it the file's mode would allow more. Remove it in a playbook with 'setfacl --remove-all', or use another file system, such as erofs.")
        : null;

    // The tool takes the time of the file system from SOURCE_DATE_EPOCH.
    protected override ToolCommand Tool(string file, string content) =>
        new("mksquashfs", content, file, "-comp", "zstd", "-xattrs", "-noappend", "-no-progress", "-quiet", "-reproducible");

    // It has no check: what lists all files reads all that tells of them.
    protected override ToolCommand CheckTool(string file) => new("unsquashfs", "-lls", file);
}
