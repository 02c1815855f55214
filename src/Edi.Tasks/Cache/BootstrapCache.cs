using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

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
        // While the SDK is being developed, its version stays the same.
        string inputs = $"{typeof(BootstrapCache).Module.ModuleVersionId}\n{fingerprint}";
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inputs)))[..32];
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

    /// <summary>
    /// What a bootstrap runs first: it asks the mirrors, leaves the digest of their indexes, and ends the bootstrap, all of
    /// its processes, when there is an archive for just these that is what it was.
    /// </summary>
    /// <param name="indexes">The file for the digest.</param>
    /// <param name="keys">The folder of the keys, which may come from a URL and get into the archive.</param>
    public string BeginScript(string indexes, string keys) => Script.Of("bootstrap-begin.sh", ("indexes", indexes), ("keys", keys), ("kept", _prefix));

    /// <summary>Copies the archive for these indexes, if there is one; a bootstrap that ended early has verified it.</summary>
    public bool TryTake(string indexes, string destination)
    {
        if (!File.Exists(indexes))
        {
            return false;
        }

        string name = Name(indexes);
        string? kept = Directory.EnumerateFiles(Path.GetDirectoryName(name)!, Path.GetFileName(name) + "-*.tar").FirstOrDefault();
        if (kept is not null)
        {
            File.Copy(kept, destination, overwrite: true);
        }

        return kept is not null;
    }

    /// <summary>Keeps an archive that was made of these indexes.</summary>
    /// <param name="onFailure">Told why it could not be kept: a full cache is no reason to fail.</param>
    public void Add(string indexes, string archive, Action<string> onFailure)
    {
        string place = $"{Name(indexes)}-{FileTree.Digest(archive)}.tar";
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

    private string Name(string indexes) => $"{_prefix}-{File.ReadAllText(indexes)[..32]}";
}
