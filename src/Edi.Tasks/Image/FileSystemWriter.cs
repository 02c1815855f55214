using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Image;

/// <summary>Writes one kind of file system, with its files, to its place in the image.</summary>
internal abstract class FileSystemWriter
{
    public static FileSystemWriter? For(FileSystemKind kind) => kind switch
    {
        FileSystemKind.Vfat => new Vfat(),
        FileSystemKind.Ext4 => new Ext4(),
        _ => null,
    };

    /// <param name="content">The folder whose files the file system holds; empty for none.</param>
    public abstract void Write(IToolRunner sandbox, string image, PlannedPartition partition, string content);
}
