using System.Text.Json.Nodes;

namespace Edi.Sdk.Tests.Harness;

/// <summary>What a build that was ended may have left on the host and must not; what other tests have there stays out of it.</summary>
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
        await AssertSoonAsync(() => ProcessesNaming(_project.Cache).Length == 0, () => string.Join('\n', ProcessesNaming(_project.Cache)));
        Assert.Equal(_mounts, HostMounts.Read());
        await AssertSoonAsync(() => !ScratchFolders().Except(_scratch).Any(), () => "The scratch folder is still there.");
        Assert.DoesNotContain(
            Directory.GetFiles(_project.Folder, "*", SearchOption.AllDirectories),
            file => file.EndsWith(".partial", StringComparison.Ordinal) || (!hasImage && file.EndsWith(".img", StringComparison.Ordinal)));
        Assert.Empty(WorkingContainers().Except(_containers));
    }

    private string[] ScratchFolders() => Directory.GetFileSystemEntries($"{_project.Cache}/tmp");

    /// <summary>The IDs of all that are in the store; those of other projects stay.</summary>
    private string[] WorkingContainers()
    {
        string list = $"{_project.Cache}/buildah/overlay-containers/containers.json";
        return File.Exists(list) ? [.. JsonNode.Parse(File.ReadAllText(list))!.AsArray().Select(container => (string)container!["id"]!)] : [];
    }

    private static string[] ProcessesNaming(string text) =>
    [
        .. Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal)),
    ];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return ""; // It ended between the look and the read.
        }
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
