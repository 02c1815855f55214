namespace Edi.Tasks.Tests;

/// <summary>A folder of a test's own, which vanishes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edi-tests-").FullName;

    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with the folders that it needs; returns its path.</summary>
    public string Write(string relative, string content)
    {
        string path = At(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string Write(string relative, byte[] content)
    {
        string path = Write(relative, "");
        File.WriteAllBytes(path, content);
        return path;
    }

    public string CreateFolder(string relative) => Directory.CreateDirectory(At(relative)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
