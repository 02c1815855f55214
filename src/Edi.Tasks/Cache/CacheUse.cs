using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Cache;

/// <summary>
/// Who builds or cleans shares the cache from a project's first task to the end of the build: between two steps nothing of a build lies in
/// a sandbox, and what its next step begins with must still be there. Who empties the cache has it alone.
/// </summary>
internal static class CacheUse
{
    /// <summary>Shares the cache to the end of the build.</summary>
    /// <param name="onWait">Told once, when somebody empties it.</param>
    public static void Enter(IBuildEngine4 engine, string cacheDirectory, Action<string> onWait, CancellationToken cancellation)
    {
        string path = PathOf(cacheDirectory);
        var ours = HeldLocks.Of(engine, typeof(CacheUse));
        if (ours.Has(path))
        {
            return;
        }

        try
        {
            ours.Add(path, FileLock.WaitToShare(path, () => onWait($"The cache {cacheDirectory} is being emptied; this build waits for its end."), cancellation));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException { HResult: FileFailure.ReadOnlyFileSystem })
        {
            // Whoever cannot write there may look at a definition; the first step that needs the cache says what is wrong with it.
        }
        catch (IOException e) when (HostDisk.Explain(e, [cacheDirectory]) is null)
        {
            throw new EdiException(EdiCodes.FileAccess, $"The cache {cacheDirectory} could not be made: {FileFailure.Reason(e)} EdiCacheDirectory says where it is, in the project, in the environment or on the command line: name a folder, as -p:EdiCacheDirectory=FOLDER.");
        }
    }

    /// <summary>Takes the cache alone.</summary>
    /// <exception cref="EdiException">EDI0027, when somebody uses it, also when that is the same build.</exception>
    public static IDisposable TakeAlone(string cacheDirectory) => FileLock.TryTake(PathOf(cacheDirectory))
        ?? throw new EdiException(EdiCodes.CacheInUse, $"The cache {cacheDirectory} is in use by {Users(FileLock.Holders(PathOf(cacheDirectory)))}, so nothing of it was removed. Wait for the end of that, then empty the cache with a command of its own: 'dotnet build -t:EdiCleanCache'.");

    private static string Users(ImmutableArray<int> processes) => processes switch
    {
        [] => "another build",
        _ when processes.Contains(Environment.ProcessId) => "this build itself",
        _ => "another build: " + string.Join(", ", processes.Select(process => $"process {process.ToString(CultureInfo.InvariantCulture)} ('ps -f {process.ToString(CultureInfo.InvariantCulture)}' shows it)")),
    };

    private static string PathOf(string cacheDirectory) => Path.Combine(cacheDirectory, "lock");
}
