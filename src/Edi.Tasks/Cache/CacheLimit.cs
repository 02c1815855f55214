using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Cache;

/// <summary>Keeps what is shared by all projects, packages and root file systems, below a size.</summary>
internal static class CacheLimit
{
    /// <exception cref="EdiException">EDI1005, when the text is no size.</exception>
    public static long Parse(string text) => ByteSize.TryParse(text, out long bytes)
        ? bytes
        : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiCacheLimit must be a size such as 512MiB or 10GiB; found '{text}'.{(ByteSize.Meant(text) is { } meant ? $" Did you mean '{meant}'?" : "")}");

    /// <summary>Deletes what was used longest ago, until the rest fits.</summary>
    public static void Apply(string cacheDirectory, long limit)
    {
        var kept = new[] { PackageCache.FolderBelow(cacheDirectory), BootstrapCache.FolderBelow(cacheDirectory) }
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Select(path => new FileInfo(path))
            // Another build may have taken it away since; and a lock has no content.
            .Where(file => file is { Exists: true, Length: > 0 })
            .Select(file => (file.FullName, file.Length, file.LastAccessTimeUtc))
            .OrderBy(file => file.LastAccessTimeUtc)
            .ToList();
        long excess = kept.Sum(file => file.Length) - limit;
        foreach (var (path, length, _) in kept.TakeWhile(_ => excess > 0))
        {
            excess -= length;
            File.Delete(path);
        }
    }
}
