using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Machine;

/// <summary>A machine's disk: a copy of a disk image, on a larger disk. It is read and written without a mount.</summary>
/// <param name="tools">Runs the programs that handle file systems.</param>
/// <param name="path">The raw file.</param>
internal sealed class MachineDisk(IToolRunner tools, string path, DiskLayout layout)
{
    private readonly Lazy<ImmutableArray<TableEntry>> _table = new(() => PartitionTable.Read(tools, EdiCodes.MachineNotStarted, path));

    /// <summary>Copies an image; what is empty takes no space, and where the file system can, the rest is shared with it.</summary>
    /// <param name="size">The disk's size in bytes.</param>
    public static void Copy(IToolRunner tools, string image, string path, long size)
    {
        tools.Require(EdiCodes.MachineNotStarted, new ToolCommand("cp", "--sparse=always", "--reflink=auto", image, path));
        using var file = File.OpenWrite(path);
        file.SetLength(size);
    }

    public FatFiles Fat(PartitionDefinition partition) => new(tools, path, OffsetOf(partition));

    /// <summary>The root file system.</summary>
    /// <param name="code">What is reported when it is not ext4: nothing else can be read and changed without a mount.</param>
    public Ext4Files Root(ImageDefinition definition, EdiCode code)
    {
        var root = definition.Image!.Partitions.Single(partition => partition.MountPoint == "/");
        return root.FileSystem == FileSystemKind.Ext4
            ? new(tools, path, OffsetOf(root))
            : throw new EdiException([new(code, $"Files can be put into a copy of the root file system, and read from it, only if it is ext4; found {root.FileSystem.ToString().ToLowerInvariant()}.", root.Position)]);
    }

    // Partitions lie on the disk and in the table in the order of the definition.
    private long OffsetOf(PartitionDefinition partition) => _table.Value[layout.Partitions.IndexOf(partition)].Offset;
}
