using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>
/// Which tree each partition holds. A folder that is another partition's mount point is covered by an empty one, so
/// that its files end up there alone; the mount exists in the sandbox only.
/// </summary>
internal sealed class PartitionContent
{
    private readonly ImmutableDictionary<string, string> _folders;

    private PartitionContent(ImmutableDictionary<string, string> folders) => _folders = folders;

    /// <summary>The folder with the partition's files; empty when it has none.</summary>
    public string this[string partition] => _folders[partition];

    public static PartitionContent Separate(EdiSandbox sandbox, string root, DiskLayout layout)
    {
        var folders = layout.Partitions.ToImmutableDictionary(partition => partition.Name, partition => PutFiles(sandbox, root, partition));
        SourceDate.Clamp(sandbox, root);
        // The outermost mount point first: what is below it must still be there when it is set aside.
        foreach (var partition in layout.Partitions.Where(partition => partition.MountPoint is not null).OrderBy(partition => partition.MountPoint!.Length))
        {
            folders = folders.SetItem(
                partition.Name,
                partition.MountPoint == "/" ? root : SetAside(sandbox, root, partition));
        }

        return new(folders);
    }

    /// <summary>Puts the partition's own files below its mount point, or into a folder of their own, which is returned.</summary>
    private static string PutFiles(EdiSandbox sandbox, string root, PartitionDefinition partition)
    {
        if (partition.Files.IsEmpty)
        {
            return "";
        }

        string folder = partition.MountPoint is { } mountPoint
            ? root + mountPoint.TrimEnd('/')
            : Path.Combine(sandbox.ScratchDirectory, $"{partition.Name}.files");
        ContentFiles.Copy(sandbox, root, partition, folder);
        if (partition.MountPoint is null)
        {
            SourceDate.Clamp(sandbox, folder);
        }

        return folder;
    }

    private static string SetAside(EdiSandbox sandbox, string root, PartitionDefinition partition)
    {
        string content = $"/tmp/partitions/{partition.Name}";
        sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand("sh", "-c", Script.Of("set-aside.sh"), "set-aside.sh", root + partition.MountPoint, content));
        return content;
    }
}
