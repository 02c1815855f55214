using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>A file system whose tool cannot write into the middle of a file: it is made in a file of its own and copied, without its holes.</summary>
internal abstract class SeparateFileSystem(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : FileSystemWriter(sandbox, partition, ids, content)
{
    /// <summary>Makes the file system in a file that does not exist yet.</summary>
    /// <param name="size">The partition's size, in bytes.</param>
    protected abstract void Make(string file, long size);

    public override void Write(string image, long offset, long size)
    {
        string file = Path.Combine(Sandbox.ScratchDirectory, Partition.Name);
        Make(file, size);
        RequireSound(file);
        Copy(file, image, offset);
    }

    /// <summary>Copies what is no hole to the image, zeros too, and removes the file.</summary>
    protected virtual void Copy(string file, string image, long offset)
    {
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("python3", "-I", "-c", Script.Of("copy-data.py"), file, image, Text(offset)));
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("rm", file));
    }

    /// <summary>A sparse file.</summary>
    protected void Allocate(string file, long size) =>
        Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("truncate", $"--size={Text(size)}", file));
}
