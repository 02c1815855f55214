using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
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
        var places = Places(sandbox, root, mounted);
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("mkdir", ["--parents", "--", .. places.Values]));
        var folders = layout.Partitions.ToImmutableDictionary(partition => partition.Name, partition => PutFiles(sandbox, root, partition, places.GetValueOrDefault(partition.Name)));
        SourceDate.Clamp(sandbox, root);
        // The innermost mount point first: the one around it then shows it covered.
        foreach (var partition in mounted.OrderByDescending(partition => places[partition.Name].Length))
        {
            folders = folders.SetItem(
                partition.Name,
                partition.MountPoint == "/" ? root : SetAside(sandbox, partition, places[partition.Name]));
        }

        return new(folders);
    }

    /// <summary>Where the sandbox sees each mount point: links on the way lead into the root file system.</summary>
    /// <exception cref="EdiException">EDI1008, when links make one folder of two mount points.</exception>
    private static ImmutableDictionary<string, string> Places(EdiSandbox sandbox, string root, ImmutableArray<PartitionDefinition> mounted)
    {
        var files = new RootFiles(sandbox, root, EdiCodes.ImageFailed, sandbox.ScratchDirectory);
        var places = mounted.ToImmutableDictionary(partition => partition.Name, partition => files.Resolve(partition.MountPoint!).Path);
        foreach (var twins in mounted.GroupBy(partition => places[partition.Name]).Where(group => group.Count() > 1))
        {
            throw new EdiException([new(
                EdiCodes.LayoutConflict,
                $"The mount points {string.Join(" and ", twins.Select(partition => $"'{partition.MountPoint}'"))} are one folder of the root file system, since links lead to it. Give each partition a folder of its own.",
                twins.Last().Position)]);
        }

        return places;
    }

    /// <summary>Puts the partition's own files below its mount point, or into a folder of their own, which is returned.</summary>
    /// <param name="place">Where the sandbox sees the mount point; null when there is none.</param>
    private static string PutFiles(EdiSandbox sandbox, string root, PartitionDefinition partition, string? place)
    {
        if (partition.Files.IsEmpty)
        {
            return "";
        }

        if (place is not null)
        {
            ContentFiles.Copy(sandbox, root, partition, root, partition.MountPoint!.TrimEnd('/'));
            return place;
        }

        string folder = Path.Combine(sandbox.ScratchDirectory, $"{partition.Name}.files");
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("mkdir", "--mode=755", folder));
        ContentFiles.Copy(sandbox, root, partition, folder, "");
        SourceDate.Clamp(sandbox, folder);
        return folder;
    }

    private static string SetAside(EdiSandbox sandbox, PartitionDefinition partition, string place)
    {
        string content = $"/tmp/partitions/{partition.Name}";
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("sh", "-c", Script.Of("set-aside.sh"), "set-aside.sh", place, content));
        return content;
    }
}
