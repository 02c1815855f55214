using Microsoft.Build.Framework;

namespace Edi.Tasks.Incremental;

/// <summary>
/// Held from the first of a project's tasks to the end of the build, by whoever builds it or cleans it: a second build
/// of the same project and configuration waits. It ends with the process, however that dies.
/// </summary>
internal sealed class ProjectLock : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private ProjectLock(FileStream file) => _file = file;

    /// <param name="directory">The project's intermediate folder.</param>
    /// <param name="onWait">Told once, when another build holds the lock.</param>
    public static void Enter(IBuildEngine4 engine, string directory, Action<string> onWait, CancellationToken cancellation)
    {
        string path = Path.Combine(directory, "lock");
        string key = $"Edi.ProjectLock {path}";
        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is null)
        {
            engine.RegisterTaskObject(key, Open(path, onWait, cancellation), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }
    }

    public void Dispose() => _file.Dispose();

    private static ProjectLock Open(string path, Action<string> onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (bool isFirst = true; ; isFirst = false)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e.HResult == WouldBlock)
            {
                if (isFirst)
                {
                    onWait($"Another build of this project is running and holds {path}; this one waits for its end.");
                }

                cancellation.WaitHandle.WaitOne(s_interval);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    // EWOULDBLOCK of flock(2), by which .NET refuses a file that another process has opened for itself.
    private const int WouldBlock = 11;
}
