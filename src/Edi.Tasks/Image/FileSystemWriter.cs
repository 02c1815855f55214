using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>Makes the file system of one partition, with its files, at its place in the image.</summary>
/// <param name="content">The folder whose files the file system holds; empty for none.</param>
internal abstract class FileSystemWriter(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
{
    protected EdiSandbox Sandbox => sandbox;

    protected PartitionDefinition Partition => partition;

    protected PartitionIds Ids => ids;

    protected string Content => content;

    /// <summary>Null for a partition without a file system.</summary>
    public static FileSystemWriter? For(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content) => partition.FileSystem switch
    {
        FileSystemKind.Vfat => new Vfat(sandbox, partition, ids, content),
        FileSystemKind.Ext4 => new Ext4(sandbox, partition, ids, content),
        FileSystemKind.Btrfs => new Btrfs(sandbox, partition, ids, content),
        FileSystemKind.Xfs => new Xfs(sandbox, partition, ids, content),
        FileSystemKind.Squashfs => new Squashfs(sandbox, partition, ids, content),
        FileSystemKind.Erofs => new Erofs(sandbox, partition, ids, content),
        FileSystemKind.Swap => new Swap(sandbox, partition, ids, content),
        _ => null,
    };

    /// <summary>The size, in bytes, with which the content fits and leaves so much to everybody.</summary>
    public abstract long SizeForContent(long free);

    /// <summary>What of the content the file system cannot hold, before anything is written; null when nothing is known.</summary>
    public virtual EdiProblem? NotHeld() => null;

    /// <param name="image">The disk image, a sparse file.</param>
    /// <param name="offset">The partition's beginning in it, in bytes.</param>
    /// <param name="size">The partition's size, in bytes.</param>
    public abstract void Write(string image, long offset, long size);

    /// <summary>The tool that looks at the file system, changes nothing, and fails when it is not sound.</summary>
    /// <param name="file">The file with the file system.</param>
    protected abstract ToolCommand CheckTool(string file);

    /// <summary>Runs a tool for which a failure most likely means that the content does not fit.</summary>
    /// <param name="file">The file that it writes.</param>
    protected void Fill(ToolCommand command, string file, long size)
    {
        int exitCode = sandbox.Run(command);
        if (exitCode != 0)
        {
            throw HostDisk.Full([Path.GetDirectoryName(file)!]) is { } full
                ? new EdiException([new(EdiCodes.ImageFailed, $"The files of {Place} could not be written: {full}", partition.Position)])
                : TooLarge($"could not be written into partition {partition.Name} of {size >> 20} MiB");
        }
    }

    /// <summary>Has the file system checked by its own tool: not each program that writes one tells when it fails.</summary>
    /// <exception cref="EdiException">EDI5007, when it is not sound.</exception>
    internal void RequireSound(string file)
    {
        var command = CheckTool(file);
        int exitCode = sandbox.Run(Quiet(command));
        if (exitCode != 0)
        {
            throw Unsound(string.Create(CultureInfo.InvariantCulture, $"'{command.Program}' ended with exit code {exitCode}"));
        }
    }

    protected EdiException Unsound(string found) => new([new(
        EdiCodes.FileSystemUnsound,
        $"The file system of {Place} was written and is not sound: {found}. Look at the tool's lines, and build again; if it stays, leave out the file that they name, or use another file system.",
        partition.Position)]);

    protected EdiException TooLarge(string what) => new([new(
        EdiCodes.ContentTooLarge,
        $"The files of {Place} {what}; if it is too small, give it a larger 'size' or a 'free_space'.",
        partition.Position)]);

    /// <param name="kind">The kind of file system, with its article.</param>
    /// <param name="why">What it cannot hold, and what to do.</param>
    protected EdiProblem NotHeld(string kind, string why) =>
        new(EdiCodes.FileNotHeld, $"{kind} cannot hold the files of {Place}: {why}", partition.Position);

    /// <summary>The same command, which prints only when it fails: some tools say much, or speak of a device where there is none yet.</summary>
    protected static ToolCommand Quiet(ToolCommand command) => command with
    {
        Program = "sh",
        Arguments = ["-c", "said=$(\"$@\" 2>&1) || { status=$?; echo \"$said\"; exit $status; }", "sh", command.Program, .. command.Arguments],
    };

    private string Place => partition.MountPoint ?? $"partition {partition.Name}";

    protected static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
