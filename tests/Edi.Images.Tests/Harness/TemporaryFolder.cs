namespace Edi.Images.Tests.Harness;

/// <summary>A folder for large files, deleted with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    // Not /tmp, which lies in memory on many machines.
    public string Path { get; } = System.IO.Path.Combine("/var/tmp", $"edi-images-tests-{Guid.NewGuid():N}");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
