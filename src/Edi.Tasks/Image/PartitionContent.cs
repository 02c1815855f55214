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
        ImmutableArray<PartitionDefinition> mounted = [.. layout.Partitions.Where(partition => partition.MountPoint is not null)];
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("mkdir", ["--parents", "--", .. mounted.Select(partition => root + partition.MountPoint)]));
        var folders = layout.Partitions.ToImmutableDictionary(partition => partition.Name, partition => PutFiles(sandbox, root, partition));
        SourceDate.Clamp(sandbox, root);
        // The innermost mount point first: the one around it then shows it covered.
        foreach (var partition in mounted.OrderByDescending(partition => partition.MountPoint!.Length))
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

        if (partition.MountPoint is { } mountPoint)
        {
            ContentFiles.Copy(sandbox, root, partition, root, mountPoint.TrimEnd('/'));
            return root + mountPoint.TrimEnd('/');
        }

        string folder = Path.Combine(sandbox.ScratchDirectory, $"{partition.Name}.files");
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("mkdir", "--mode=755", folder));
        ContentFiles.Copy(sandbox, root, partition, folder, "");
        SourceDate.Clamp(sandbox, folder);
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
