using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Edi.Sdk.Tests.Harness;

/// <summary>What a build that was ended may have left on the host and must not; what others have there, tests of another checkout too, stays out of it.</summary>
internal sealed class Traces
{
    private readonly TestProject _project;
    private readonly string[] _mounts = HostMounts.Read();
    private readonly string[] _scratch;
    private readonly string[] _containers;

    private Traces(TestProject project)
    {
        _project = project;
        _scratch = ScratchFolders();
        _containers = WorkingContainers();
    }

    /// <summary>What there is before the build.</summary>
    public static Traces Before(TestProject project) => new(project);

    /// <param name="hasImage">Whether the step of the disk image had ended well before.</param>
    public async Task AssertNoneAsync(bool hasImage = false)
    {
        await AssertSoonAsync(() => !Orphans.Naming(_project.Cache).Any(), () => string.Join('\n', Orphans.Naming(_project.Cache)));
        Assert.Equal(_mounts, HostMounts.Read());
        await AssertSoonAsync(() => !ScratchFolders().Except(_scratch).Any(), () => "The scratch folder is still there.");
        Assert.DoesNotContain(
            Directory.GetFiles(_project.Folder, "*", SearchOption.AllDirectories),
            file => file.EndsWith(".partial", StringComparison.Ordinal) || (!hasImage && file.EndsWith(".img", StringComparison.Ordinal)));
        Assert.Empty(WorkingContainers().Except(_containers));
    }

    /// <summary>Those in which nobody works; the cache has those of other checkouts' tests, too.</summary>
    private string[] ScratchFolders() => [.. Directory.GetFileSystemEntries($"{_project.Cache}/tmp").Where(path => !IsLocked(Path.ChangeExtension(path, ".lock")))];

    private static bool IsLocked(string path)
    {
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The IDs of this project's in the store; see ContainerNames of the tasks.</summary>
    private string[] WorkingContainers()
    {
        string list = $"{_project.Cache}/buildah/overlay-containers/containers.json";
        string folder = $"-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_project.Folder)))[..8]}-";
        return File.Exists(list)
            ? [.. from container in JsonNode.Parse(File.ReadAllText(list))!.AsArray() where $"{container!["names"]![0]}".Contains(folder, StringComparison.Ordinal) select $"{container["id"]}"]
            : [];
    }

    private static async Task AssertSoonAsync(Func<bool> condition, Func<string> message)
    {
        for (int i = 0; i < 100 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        Assert.True(condition(), message());
    }
}
