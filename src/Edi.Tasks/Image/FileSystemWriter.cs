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

    /// <param name="image">The disk image, a sparse file.</param>
    /// <param name="offset">The partition's beginning in it, in bytes.</param>
    /// <param name="size">The partition's size, in bytes.</param>
    public abstract void Write(string image, long offset, long size);

    /// <summary>Runs a tool for which a failure most likely means that the content does not fit.</summary>
    protected void Fill(ToolCommand command, long size)
    {
        if (sandbox.Run(command) != 0)
        {
            throw TooLarge($"could not be written into partition {partition.Name} of {size >> 20} MiB");
        }
    }

    protected EdiException TooLarge(string what) => new([new(
        EdiCodes.ContentTooLarge,
        $"The files of {Place} {what}; if it is too small, give it a larger 'size' or a 'free_space'.",
        partition.Position)]);

    /// <param name="kind">The kind of file system, with its article.</param>
    /// <param name="why">What it cannot hold, and what to do.</param>
    protected EdiException NotHeld(string kind, string why) =>
        new([new(EdiCodes.FileNotHeld, $"{kind} cannot hold the files of {Place}: {why}", partition.Position)]);

    private string Place => partition.MountPoint ?? $"partition {partition.Name}";

    protected static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
