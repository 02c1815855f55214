using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>
/// XFS by xfsprogs. Before version 6.17 its mkfs takes no folder but a prototype, a list that knows neither extended
/// attributes nor names with spaces; content that has them is refused and never lost. Sticky bits, which the list does not
/// know either, are set afterwards.
/// </summary>
internal sealed class Xfs(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : SeparateFileSystem(sandbox, partition, ids, content)
{
    // The log, allocation groups, and what mkfs.xfs demands at least.
    private const long Overhead = 128 << 20;
    private const int BytesPerInode = 1024;

    public override long SizeForContent()
    {
        long data = Content.Length == 0 ? 0 : DiskUsage.Measure(Sandbox, Content);
        long inodes = Content.Length == 0 ? 0 : DiskUsage.CountInodes(Sandbox, Content);
        long size = data + (data / 10) + (BytesPerInode * inodes) + Overhead;
        return Math.Max(size, FileSystemTraits.Of(FileSystemKind.Xfs).Smallest);
    }

    protected override void Make(string file, long size)
    {
        Allocate(file, size);
        ImmutableArray<string> prototype = Content.Length > 0 ? ["-p", WritePrototype(file)] : [];
        ImmutableArray<string> label = Partition.Label.Length > 0 ? ["-L", Partition.Label] : [];
        Fill(new ToolCommand("mkfs.xfs", ["-q", "-m", $"uuid={Ids.FileSystemGuid:D}", .. label, .. prototype, file]), size);
        if (Content.Length > 0)
        {
            Sandbox.Require(EdiCodes.ImageFailed, Quiet(new("xfs_db", "-x", "-c", $"source {file}.sticky", file)));
        }
    }

    private string WritePrototype(string file)
    {
        string prototype = $"{file}.prototype";
        string refused = "";
        int exitCode = Sandbox.Run(
            new ToolCommand("python3", "-I", "-c", Script.Of("xfs-prototype.py"), Content, prototype, $"{file}.sticky"),
            line => refused = line);
        return exitCode == 0 ? prototype : throw NotHeld("An xfs partition", $"{refused}. Use another file system, such as ext4.");
    }
}
