using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Cache;

/// <summary>
/// Root file systems for all projects: one archive for equal fingerprints and equal indexes of the mirrors. Who makes one
/// holds its lock, so that others wait for it and do not make it too. An archive's name ends with its SHA-256.
/// </summary>
internal sealed class BootstrapCache : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _prefix;

    private BootstrapCache(FileStream held, string prefix) => (_lock, _prefix) = (held, prefix);

    /// <param name="fingerprint">All that the archive depends on, but for the mirrors' state.</param>
    /// <param name="onWait">Told once, when another build makes the same root file system.</param>
    public static BootstrapCache Enter(string cacheDirectory, string fingerprint, Action<string> onWait, CancellationToken cancellation)
    {
        string key = Key(fingerprint);
        string prefix = Path.Combine(FolderBelow(cacheDirectory), key);
        var held = FileLock.Wait(
            prefix + ".lock",
            () => onWait("I: another build makes the same root file system; this one waits for it"),
            cancellation);
        // What a build that was killed has left; who makes one holds the lock.
        AtomicFile.Delete(Directory.GetFiles(FolderBelow(cacheDirectory), AtomicFile.Partial($"{key}-*")));
        return new(held, prefix);
    }

    /// <summary>The folder of the archives.</summary>
    public static string FolderBelow(string cacheDirectory) => Path.Combine(cacheDirectory, "bootstrap");

    /// <summary>Whether there is an archive for what the mirrors and the keys are now.</summary>
    /// <param name="indexes">Their digest.</param>
    public static bool Holds(string cacheDirectory, string fingerprint, string indexes) =>
        Directory.Exists(FolderBelow(cacheDirectory)) && Find(Name(Path.Combine(FolderBelow(cacheDirectory), Key(fingerprint)), indexes)).Length > 0;

    /// <summary>Copies that archive, if there is one and it is what it was.</summary>
    public bool TryTake(string indexes, string destination)
    {
        foreach (string kept in Find(Name(_prefix, indexes)))
        {
            File.Copy(kept, destination, overwrite: true);
            if (kept.EndsWith($"-{FileTree.Digest(destination)}.tar", StringComparison.Ordinal))
            {
                File.SetLastAccessTimeUtc(kept, DateTime.UtcNow); // The order in which archives are dropped.
                return true;
            }

            AtomicFile.Delete([kept, destination]);
        }

        return false;
    }

    /// <summary>Keeps an archive that was made of these indexes.</summary>
    /// <param name="onFailure">Told why it could not be kept: a full cache is no reason to fail.</param>
    public void Add(string indexes, string archive, Action<string> onFailure)
    {
        string place = $"{Name(_prefix, indexes)}-{FileTree.Digest(archive)}.tar";
        try
        {
            File.Copy(archive, AtomicFile.Partial(place), overwrite: true);
            AtomicFile.Publish(place);
        }
        catch (IOException e)
        {
            File.Delete(AtomicFile.Partial(place));
            onFailure($"W: the root file system could not be kept in the cache: {e.Message}");
        }
    }

    public void Dispose() => _lock.Dispose();

    // While the SDK is being developed, its version stays the same.
    private static string Key(string fingerprint) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{typeof(BootstrapCache).Module.ModuleVersionId}\n{fingerprint}")))[..32];

    private static string Name(string prefix, string indexes) => $"{prefix}-{indexes[..32]}";

    private static string[] Find(string name) => Directory.GetFiles(Path.GetDirectoryName(name)!, Path.GetFileName(name) + "-*.tar");
}
