using System.Globalization;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Incremental;

/// <summary>
/// Held from the first of a project's tasks to the end of the build, by whoever builds it or cleans it: a second build
/// of the same project and configuration waits. A build that the holder itself has started and waits for, as the tests of
/// an image do that run it, does not wait in turn.
/// </summary>
internal static class ProjectLock
{
    /// <param name="directory">The project's intermediate folder.</param>
    /// <param name="onWait">Told once, when another build holds the lock.</param>
    public static void Enter(IBuildEngine4 engine, string directory, Action<string> onWait, CancellationToken cancellation)
    {
        string path = PathIn(directory);
        if (engine.GetRegisteredTaskObject(KeyOf(path), RegisteredTaskObjectLifetime.Build) is not null)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        var held = FileLock.TryTake(path);
        if (held is null && IsOfAncestor(path))
        {
            return;
        }

        held ??= FileLock.Wait(
            path,
            () => onWait($"Another build of this project is running and holds {path}; this one waits for its end."),
            cancellation);
        File.WriteAllText(HolderOf(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        engine.RegisterTaskObject(KeyOf(path), held, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
    }

    /// <summary>Gives it back before the end of the build, which now only waits for a person.</summary>
    public static void Leave(IBuildEngine4 engine, string directory) =>
        (engine.UnregisterTaskObject(KeyOf(PathIn(directory)), RegisteredTaskObjectLifetime.Build) as IDisposable)?.Dispose();

    private static string PathIn(string directory) => Path.Combine(directory, "lock");

    private static string KeyOf(string path) => $"Edi.ProjectLock {path}";

    private static bool IsOfAncestor(string path)
    {
        string holder = HolderOf(path);
        return File.Exists(holder)
            && int.TryParse(File.ReadAllText(holder), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            && ParentProcesses.All().Contains(process);
    }

    // A file of its own: nobody else can open the locked one.
    private static string HolderOf(string path) => path + ".holder";
}
