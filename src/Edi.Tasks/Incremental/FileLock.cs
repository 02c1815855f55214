namespace Edi.Tasks.Incremental;

/// <summary>A lock on a file, by flock(2): it ends with the process that holds it, however that dies. The file stays.</summary>
internal static class FileLock
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    // EWOULDBLOCK of flock(2), by which .NET refuses a file that another process has opened for itself.
    private const int WouldBlock = 11;

    /// <summary>Takes the lock for one holder alone, when nobody else holds it any more.</summary>
    /// <param name="onWait">Called once, when somebody does.</param>
    public static FileStream Wait(string path, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (bool isFirst = true; ; isFirst = false)
        {
            if (TryTake(path) is { } file)
            {
                return file;
            }

            if (isFirst)
            {
                onWait();
            }

            cancellation.WaitHandle.WaitOne(s_interval);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes the lock for one holder alone; null when somebody holds it.</summary>
    public static FileStream? TryTake(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes the lock together with others who share it; null when somebody holds it alone.</summary>
    public static FileStream? TryShare(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            AtomicFile.RemoveFolder(path);
            return TryOpen(path, access, share);
        }
    }
}
