using System.Diagnostics;

namespace Edi.Tasks.Sandbox;

/// <summary>
/// A native twin in use: a folder with a root file system of the host's architecture, the dispatcher that decides for
/// each program of a foreign root file system whether its twin may run, and the table that it decides by. While it is
/// open, nobody removes the folder.
/// </summary>
/// <param name="Directory">The folder; the same path inside and outside of a sandbox.</param>
internal sealed record NativeTwin(string Directory, FileStream Lock) : IDisposable
{
    /// <summary>The link, in the folder of all twins of one kind, to the one to use.</summary>
    public const string Current = "current";

    /// <summary>What <c>table</c> in a twin's folder is: written last, so a twin that has it is complete.</summary>
    public const string Table = "table";

    private const string LockFile = "lock";

    /// <summary>Opens the current twin below <paramref name="directory"/>, or returns null when there is none.</summary>
    public static NativeTwin? Open(string directory)
    {
        var patience = TimeSpan.FromMinutes(1);
        var clock = Stopwatch.StartNew();
        while (directory.Length > 0 && CurrentBelow(directory) is { } twin)
        {
            try
            {
                // On Linux this is flock(2) with a shared lock.
                return new NativeTwin(twin, new FileStream(Path.Combine(twin, LockFile), FileMode.Open, FileAccess.Read, FileShare.Read));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                if (CurrentBelow(directory) == twin)
                {
                    return null;
                }
            }
            catch (IOException) when (clock.Elapsed < patience)
            {
                Thread.Sleep(100); // Another build removes this one, after the link was led to a newer.
            }
        }

        return null;
    }

    /// <summary>Locks the twin in <paramref name="directory"/> for its removal; null when a build has it open.</summary>
    public static FileStream? TryLock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? CurrentBelow(string directory)
    {
        var current = new DirectoryInfo(Path.Combine(directory, Current));
        return current.Exists ? current.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;
    }

    /// <summary>Makes the lock file of a new twin.</summary>
    public static void CreateLock(string directory) => File.WriteAllText(Path.Combine(directory, LockFile), "");

    /// <summary>The program that binfmt_misc starts.</summary>
    public string Dispatcher => Path.Combine(Directory, "edi-dispatch");

    /// <summary>Mounts the twin in a root file system, for as long as programs run there; the script's argument is the root.</summary>
    public string EnterScript => Script.Of("twin-enter.sh", ("twin", Directory));

    /// <summary>Leaves no trace of <see cref="EnterScript"/>; the script's argument is the root.</summary>
    public static string LeaveScript => Script.Of("twin-leave.sh");

    public void Dispose() => Lock.Dispose();
}
