using System.Collections.Immutable;
using Edi.Tasks.Cache;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Clean;

/// <summary>
/// Empties the cache of all projects. Its files belong to subordinate users, whom only a sandbox has, and the folder may be one that
/// somebody has other files in: what is not known to be the cache's stays. The locks stay, too, since whoever waits for one has its file open.
/// </summary>
internal sealed class CacheRemoval(string cacheDirectory)
{
    private readonly ImmutableArray<(string Path, string Content)> _parts =
    [
        (StoreSession.StoreBelow(cacheDirectory), "layers"),
        (BootstrapCache.FolderBelow(cacheDirectory), "root file systems"),
        (PackageCache.FolderBelow(cacheDirectory), "packages"),
        (Path.Combine(cacheDirectory, "twin"), "native twins"),
    ];

    /// <summary>Returns what was removed, and how many bytes each occupied.</summary>
    /// <exception cref="EdiException">EDI0027, when a build uses the cache; EDI0006, when something is mounted in it.</exception>
    public ImmutableArray<(string Content, long Size)> Run(HostToolRunner host, StepLog log)
    {
        if (!Directory.Exists(cacheDirectory))
        {
            return [];
        }

        using var alone = CacheUse.TakeAlone(cacheDirectory);
        ImmutableArray<(string Path, string Content)> parts = [.. _parts.Where(part => Directory.Exists(part.Path))];
        ProjectRemoval.RefuseMounts([.. parts.Select(part => part.Path)]);

        // It also removes the folders of sandboxes that were killed.
        using var sandbox = EdiSandbox.Start(host, log, new SandboxOptions { CacheDirectory = cacheDirectory, Architecture = DebianArchitecture.Host.Name });
        ImmutableArray<(string Content, long Size)> removed = [.. parts.Select(part => (part.Content, DiskUsage.Measure(sandbox, part.Path)))];
        foreach (var (path, _) in parts)
        {
            sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("rm", "-rf", "--one-file-system", "--", path));
        }

        sandbox.Complete();
        return removed;
    }
}
