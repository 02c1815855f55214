namespace Edi.Tasks.Processes;

/// <summary>A folder for programs that run as the user who builds, which under sudo is not this process's own.</summary>
internal static class BuilderFolder
{
    /// <summary>Makes one below a cache directory, which nobody else may read.</summary>
    public static string Create(string cacheDirectory)
    {
        string folder = Path.Combine(cacheDirectory, "tmp", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Ownership.Give(folder);
        return folder;
    }
}
