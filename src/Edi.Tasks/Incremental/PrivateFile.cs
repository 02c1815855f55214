namespace Edi.Tasks.Incremental;

/// <summary>Files that only their owner may read, since they may hold secrets of a definition.</summary>
internal static class PrivateFile
{
    public static void WriteIfDifferent(string path, string content)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != content)
        {
            Write(path, content);
        }
    }

    public static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string partial = AtomicFile.Partial(path);
        AtomicFile.RemoveFolder(partial);
        File.Delete(partial);
        using (var stream = new FileStream(partial, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(content);
        }

        AtomicFile.Publish(path);
    }
}
