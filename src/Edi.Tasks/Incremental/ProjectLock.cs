using Microsoft.Build.Framework;

namespace Edi.Tasks.Incremental;

/// <summary>
/// Held from the first of a project's tasks to the end of the build, by whoever builds it or cleans it: a second build
/// of the same project and configuration waits.
/// </summary>
internal static class ProjectLock
{
    /// <param name="directory">The project's intermediate folder.</param>
    /// <param name="onWait">Told once, when another build holds the lock.</param>
    public static void Enter(IBuildEngine4 engine, string directory, Action<string> onWait, CancellationToken cancellation)
    {
        string path = Path.Combine(directory, "lock");
        string key = $"Edi.ProjectLock {path}";
        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is null)
        {
            var held = FileLock.Wait(
                path,
                () => onWait($"Another build of this project is running and holds {path}; this one waits for its end."),
                cancellation);
            engine.RegisterTaskObject(key, held, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }
    }
}
