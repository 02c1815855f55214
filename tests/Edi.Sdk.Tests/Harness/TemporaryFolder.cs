namespace Edi.Sdk.Tests.Harness;

/// <summary>A folder for one test. It lies in /var/tmp, because engines of containers need more than a file system in memory.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateDirectory($"/var/tmp/edi-test-{Guid.NewGuid():N}").FullName;

    public string PathOf(string relative) => Path.Combine(_path, relative);

    public void WriteProgram(string relative, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), content);
        File.SetUnixFileMode(PathOf(relative), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
