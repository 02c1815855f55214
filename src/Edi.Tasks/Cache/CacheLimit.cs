using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Cache;

/// <summary>Keeps what is shared by all projects, packages and root file systems, below a size.</summary>
internal static class CacheLimit
{
    /// <exception cref="EdiException">EDI1005, when the text is no size.</exception>
    public static long Parse(string text) => ByteSize.TryParse(text, out long bytes)
        ? bytes
        : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiCacheLimit must be a size such as 512MiB or 10GiB; found '{text}'.");

    /// <summary>Deletes what was used longest ago, until the rest fits.</summary>
    public static void Apply(string cacheDirectory, long limit)
    {
        var files = new[] { PackageCache.FolderBelow(cacheDirectory), BootstrapCache.FolderBelow(cacheDirectory) }
            .Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles())
            .Where(file => file.Length > 0) // A lock has no content.
            .OrderBy(file => file.LastWriteTimeUtc)
            .ToList();
        long excess = files.Sum(file => file.Length) - limit;
        foreach (var file in files.TakeWhile(_ => excess > 0))
        {
            excess -= file.Length;
            file.Delete();
        }
    }
}
