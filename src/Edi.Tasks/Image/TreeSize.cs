using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>What a tree that only the sandbox sees needs in a file system.</summary>
/// <param name="Inodes">The number of files, folders and links.</param>
/// <param name="Bytes">What they fill in whole blocks, without holes.</param>
internal sealed record TreeSize(long Inodes, long Bytes)
{
    /// <param name="folder">The tree; empty for none.</param>
    /// <param name="blockSize">In bytes.</param>
    public static TreeSize Of(IToolRunner sandbox, string folder, int blockSize)
    {
        if (folder.Length == 0)
        {
            return new(0, 0);
        }

        string[] numbers = sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand(
            "python3", "-I", "-c", Script.Of("measure-tree.py"), folder, blockSize.ToString(CultureInfo.InvariantCulture))).Split(' ');
        return new(long.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1].Trim(), CultureInfo.InvariantCulture));
    }
}
