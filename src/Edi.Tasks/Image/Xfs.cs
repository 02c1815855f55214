using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
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
    private const int BlockSize = 4096;
    private const int BytesPerInode = 1024;

    public override long SizeForContent(long free)
    {
        var content = TreeSize.Of(Sandbox, Content, BlockSize);
        long size = content.Bytes + (content.Bytes / 10) + (BytesPerInode * content.Inodes) + Overhead + free;
        return Math.Max(size, FileSystemTraits.Of(FileSystemKind.Xfs).Smallest);
    }

    protected override void Make(string file, long size)
    {
        Allocate(file, size);
        ImmutableArray<string> prototype = Content.Length > 0 ? ["-p", WritePrototype(file)] : [];
        ImmutableArray<string> label = Partition.Label.Length > 0 ? ["-L", Partition.Label] : [];
        Fill(new ToolCommand("mkfs.xfs", ["-q", "-m", $"uuid={Ids.FileSystemGuid:D}", .. label, .. prototype, file]), file, size);
        if (Content.Length > 0)
        {
            Sandbox.Require(EdiCodes.ImageFailed, Quiet(new("xfs_db", "-x", "-c", $"source {file}.sticky", file)));
        }
    }

    protected override ToolCommand CheckTool(string file) => new("xfs_repair", "-n", "-f", file);

    /// <summary>Copies the log with its zeros: a flashed disk has its old data where the image has holes, and the kernel reads the log.</summary>
    protected override void Copy(string file, string image, long offset)
    {
        var (begin, length) = Log(Sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand(
            "xfs_db", "-r", "-c", "sb 0", "-c", "print logstart logblocks blocksize agblocks agblklog", file)));
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand(
            "dd", "status=none", "bs=1M", "conv=notrunc", "iflag=skip_bytes,count_bytes", "oflag=seek_bytes", $"if={file}", $"of={image}",
            $"skip={Text(begin)}", $"seek={Text(offset + begin)}", $"count={Text(length)}"));
        base.Copy(file, image, offset);
    }

    /// <summary>Where the log lies in the file system, in bytes. A block's number begins with that of its allocation group.</summary>
    internal static (long Begin, long Length) Log(string superblock)
    {
        var fields = superblock.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(field => field[0], field => long.Parse(field[1], CultureInfo.InvariantCulture));
        int groupBits = (int)fields["agblklog"];
        long block = ((fields["logstart"] >> groupBits) * fields["agblocks"]) + (fields["logstart"] & ((1L << groupBits) - 1));
        return (block * fields["blocksize"], fields["logblocks"] * fields["blocksize"]);
    }

    private string WritePrototype(string file)
    {
        string prototype = $"{file}.prototype";
        string refused = "";
        int exitCode = Sandbox.Run(
            new ToolCommand("python3", "-I", "-c", Script.Of("xfs-prototype.py"), Content, prototype, $"{file}.sticky"),
            line => refused = line);
        return exitCode == 0 ? prototype : throw new EdiException([NotHeld("An xfs partition", $"{refused}. Use another file system, such as ext4.")]);
    }
}
