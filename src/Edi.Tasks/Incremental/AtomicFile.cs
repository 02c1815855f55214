namespace Edi.Tasks.Incremental;

/// <summary>Files that are either as they were or complete.</summary>
internal static class AtomicFile
{
    /// <summary>Where an artifact is made before it is moved to its place; on the same file system, so that the move is atomic.</summary>
    public static string Partial(string path) => path + ".partial";

    public static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string partial = Partial(path);
        RemoveFolder(partial);
        File.WriteAllText(partial, content);
        Publish(path);
    }

    /// <summary>Moves a finished <see cref="Partial"/> file to its place.</summary>
    public static void Publish(string path)
    {
        RemoveFolder(path);
        File.Move(Partial(path), path, overwrite: true);
    }

    /// <summary>Makes room for a file where by some mishap a folder lies.</summary>
    public static void RemoveFolder(string path)
    {
        if (IsFolder(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Moves a file, a link or a folder to a place where nothing is; on the same file system, so that it is atomic.</summary>
    public static void Move(string source, string destination)
    {
        if (IsFolder(source))
        {
            Directory.Move(source, destination);
        }
        else
        {
            File.Move(source, destination);
        }
    }

    /// <summary>Deletes files, and folders with all that is in them; what does not exist is passed over.</summary>
    /// <exception cref="ArgumentException">A path is relative: nobody knows what would be deleted.</exception>
    public static void Delete(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            if (!Path.IsPathRooted(path))
            {
                throw new ArgumentException($"'{path}' depends on the current folder.", nameof(paths));
            }

            if (IsFolder(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else if (Directory.Exists(Path.GetDirectoryName(path)))
            {
                File.Delete(path);
            }
        }
    }

    private static bool IsFolder(string path) => Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null;
}
