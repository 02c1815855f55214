using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>Swap space by mkswap of util-linux.</summary>
internal sealed class Swap(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : SeparateFileSystem(sandbox, partition, ids, content)
{
    /// <summary>The definition gives swap space a size.</summary>
    public override long SizeForContent(long free) => free;

    protected override void Make(string file, long size)
    {
        Allocate(file, size);
        ImmutableArray<string> label = Partition.Label.Length > 0 ? ["--label", Partition.Label] : [];
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("chmod", "600", file));
        Sandbox.Require(EdiCodes.ImageFailed, Quiet(new("mkswap", ["--uuid", Ids.FileSystemGuid.ToString("D"), .. label, file])));
    }

    protected override ToolCommand CheckTool(string file) => new("swaplabel", file);
}
