using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>A compressed file system: how large it is, only making it tells, so it is made once and then copied.</summary>
internal abstract class ReadOnlyFileSystem(EdiSandbox sandbox, PartitionDefinition partition, PartitionIds ids, string content)
    : SeparateFileSystem(sandbox, partition, ids, content)
{
    private string? _made;
    private long _size;

    /// <summary>The tool that makes the file.</summary>
    protected abstract ToolCommand Tool(string file, string content);

    public sealed override long SizeForContent(long free) => MadeSize() + free;

    private long MadeSize()
    {
        if (_made is null)
        {
            _made = Path.Combine(Sandbox.ScratchDirectory, Partition.Name);
            Make(_made, 0);
            _size = FileSize.Of(Sandbox, _made);
        }

        return _size;
    }

    public sealed override void Write(string image, long offset, long size)
    {
        if (MadeSize() > size)
        {
            throw TooLarge($"take {Text(_size >> 20)} MiB, more than partition {Partition.Name} of {Text(size >> 20)} MiB holds");
        }

        RequireSound(_made!);
        Copy(_made!, image, offset);
    }

    protected sealed override void Make(string file, long size)
    {
        string content = Content;
        if (content.Length == 0)
        {
            content = file + ".empty";
            Sandbox.Require(Diagnostics.EdiCodes.ImageFailed, new ToolCommand("mkdir", content));
        }

        Sandbox.Require(Diagnostics.EdiCodes.ImageFailed, Tool(file, content));
    }
}
