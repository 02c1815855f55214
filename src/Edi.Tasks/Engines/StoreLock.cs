using Edi.Tasks.Incremental;

namespace Edi.Tasks.Engines;

/// <summary>
/// Builds of several projects share one store. An image has no name while it is made, and so looks like one that nobody
/// needs: who makes images shares this lock with others, and who removes what has no name holds it alone.
/// </summary>
internal static class StoreLock
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    /// <summary>To make images; waits while somebody removes what has no name, which takes a moment.</summary>
    public static IDisposable Share(string cacheDirectory)
    {
        while (true)
        {
            if (FileLock.TryShare(PathOf(cacheDirectory)) is { } file)
            {
                return file;
            }

            Thread.Sleep(s_interval);
        }
    }

    /// <summary>To remove what has no name; null while somebody makes images.</summary>
    public static IDisposable? TryTake(string cacheDirectory) => FileLock.TryTake(PathOf(cacheDirectory));

    private static string PathOf(string cacheDirectory) => StoreSession.StoreBelow(cacheDirectory) + ".lock";
}
