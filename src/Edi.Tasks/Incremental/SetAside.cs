namespace Edi.Tasks.Incremental;

/// <summary>
/// Finished files and folders that a running step may make old. Meanwhile they lie beside their places under names that nobody takes
/// for finished, however the build ends; what has turned out to be good still goes back by a rename, which keeps its identity.
/// </summary>
internal static class SetAside
{
    /// <summary>Where a file or folder lies meanwhile.</summary>
    public static string PlaceOf(string path)
    {
        string place = Path.TrimEndingDirectorySeparator(path);
        return Path.Combine(Path.GetDirectoryName(place)!, $".{Path.GetFileName(place)}.stale");
    }

    /// <summary>Puts those aside that are there.</summary>
    public static void Take(IEnumerable<string> paths)
    {
        foreach (string path in paths.Where(IsThere))
        {
            AtomicFile.Delete([PlaceOf(path)]);
            AtomicFile.Move(path, PlaceOf(path));
        }
    }

    /// <summary>Puts those back that were put aside and not made anew.</summary>
    public static void PutBack(IEnumerable<string> paths)
    {
        foreach (string path in paths.Where(path => IsThere(PlaceOf(path)) && !IsThere(path)))
        {
            AtomicFile.Move(PlaceOf(path), path);
        }
    }

    /// <summary>Deletes files and folders, also where they were put aside.</summary>
    public static void Delete(IEnumerable<string> paths) => AtomicFile.Delete(paths.SelectMany(path => new[] { path, PlaceOf(path) }));

    private static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
