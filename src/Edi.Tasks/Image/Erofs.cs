using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>EROFS by erofs-utils, compressed with LZ4, which each kernel with EROFS reads.</summary>
internal sealed class Erofs(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : ReadOnlyFileSystem(sandbox, partition, ids, content)
{
    protected override ToolCommand Tool(string file, string content)
    {
        ImmutableArray<string> time = SourceDate.Epoch is { } epoch ? [$"-T{epoch}", "--preserve-mtime"] : [];
        return new("mkfs.erofs", ["--quiet", "-zlz4hc", "-U", Ids.FileSystemGuid.ToString("D"), .. time, file, content]);
    }

    protected override ToolCommand CheckTool(string file) => new("fsck.erofs", file);
}
