using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Sandbox;

/// <summary>
/// A sandbox's folder below the cache, and the lock that says that somebody works there. Where a build and its sandbox are killed together,
/// as by the end of a container or of the power, nobody is left who removes the folder; so the next sandbox does.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string LockExtension = ".lock";

    private readonly FileStream _lock;

    private ScratchFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Where the folder is to be made.</summary>
    public string Path { get; }

    /// <summary>Finds a place for a new folder and locks it.</summary>
    public static ScratchFolder Lock(string cacheDirectory)
    {
        Directory.CreateDirectory(FolderBelow(cacheDirectory));
        while (true)
        {
            string path = System.IO.Path.Combine(FolderBelow(cacheDirectory), Guid.NewGuid().ToString("N"));
            if (FileLock.TryTake(path + LockExtension) is { } held)
            {
                return new(path, held);
            }
        }
    }

    /// <summary>Removes the folders in which nobody works.</summary>
    /// <param name="sandbox">It may remove files whosever they are.</param>
    public static void RemoveAbandoned(IToolRunner sandbox, string cacheDirectory)
    {
        foreach (string path in Directory.GetFileSystemEntries(FolderBelow(cacheDirectory)).Select(WithoutLock).Distinct())
        {
            bool hadLock = File.Exists(path + LockExtension);
            using var held = FileLock.TryTake(path + LockExtension);
            if (held is null)
            {
                continue;
            }

            // A sandbox of an older SDK holds no lock.
            if (Directory.Exists(path) && (hadLock || !IsNamedByProcess(path)))
            {
                sandbox.Run(new ToolCommand("rm", "-rf", "--one-file-system", "--", path));
            }

            File.Delete(path + LockExtension);
        }
    }

    public void Dispose()
    {
        File.Delete(Path + LockExtension);
        _lock.Dispose();
    }

    private static string FolderBelow(string cacheDirectory) => System.IO.Path.Combine(cacheDirectory, "tmp");

    private static string WithoutLock(string path) =>
        path.EndsWith(LockExtension, StringComparison.Ordinal) ? path[..^LockExtension.Length] : path;

    private static bool IsNamedByProcess(string path) =>
        Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(System.IO.Path.GetFileName(process)[0])).Any(process => Names(process, path));

    private static bool Names(string process, string path)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(process, "cmdline")).Contains(path, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended since the look.
        }
    }
}
