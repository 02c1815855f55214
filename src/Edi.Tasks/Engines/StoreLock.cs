using Edi.Tasks.Incremental;

namespace Edi.Tasks.Engines;

/// <summary>
/// Builds of several projects share one store. An image has no name while it is made, and so looks like one that nobody
/// needs; and one that is removed while another list is read ends the reading. So who makes images shares this lock with others,
/// and who removes some holds it alone.
/// </summary>
internal static class StoreLock
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    /// <summary>To make images; waits while somebody removes some, which takes a moment.</summary>
    public static IDisposable Share(string cacheDirectory) => Wait(() => FileLock.TryShare(PathOf(cacheDirectory)));

    /// <summary>To remove images; waits while somebody makes or removes some.</summary>
    public static IDisposable Take(string cacheDirectory) => Wait(() => TryTake(cacheDirectory));

    /// <summary>To remove what has no name; null while somebody makes images.</summary>
    public static IDisposable? TryTake(string cacheDirectory) => FileLock.TryTake(PathOf(cacheDirectory));

    private static IDisposable Wait(Func<IDisposable?> open)
    {
        while (true)
        {
            if (open() is { } file)
            {
                return file;
            }

            Thread.Sleep(s_interval);
        }
    }

    private static string PathOf(string cacheDirectory) => StoreSession.StoreBelow(cacheDirectory) + ".lock";
}
