using System.Collections.Immutable;
using System.Globalization;

namespace Edi.Tasks.Incremental;

/// <summary>A lock on a file, by flock(2): it ends with the process that holds it, however that dies. The file stays.</summary>
internal static class FileLock
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    // EWOULDBLOCK of flock(2), by which .NET refuses a file that another process has opened for itself.
    private const int WouldBlock = 11;

    /// <summary>Takes the lock for one holder alone, when nobody else holds it any more.</summary>
    /// <param name="onWait">Called once, when somebody does.</param>
    public static FileStream Wait(string path, Action onWait, CancellationToken cancellation) => Wait(path, TryTake, onWait, cancellation);

    /// <summary>Takes the lock together with others who share it, when nobody holds it alone any more.</summary>
    /// <param name="onWait">Called once, when somebody does.</param>
    public static FileStream WaitToShare(string path, Action onWait, CancellationToken cancellation) => Wait(path, TryShare, onWait, cancellation);

    /// <summary>Takes the lock for one holder alone; null when somebody holds it.</summary>
    public static FileStream? TryTake(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes the lock together with others who share it; null when somebody holds it alone.</summary>
    public static FileStream? TryShare(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    /// <summary>The processes that hold a lock now, see /proc/locks in proc(5); for a message, since it may be others a moment later.</summary>
    public static ImmutableArray<int> Holders(string path)
    {
        string inode = FileIdentity.PlaceOf(path).Split(' ')[0];
        return
        [
            .. File.ReadLines("/proc/locks")
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields is [_, "FLOCK", _, _, _, var place, ..] && place.EndsWith($":{inode}", StringComparison.Ordinal))
                .Select(fields => int.Parse(fields[4], CultureInfo.InvariantCulture))
                .Where(process => process > 0) // 0: somebody whom this namespace of processes does not know.
                .Distinct(),
        ];
    }

    private static FileStream Wait(string path, Func<string, FileStream?> tryTake, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (bool isFirst = true; ; isFirst = false)
        {
            if (tryTake(path) is { } file)
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
