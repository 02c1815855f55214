namespace Edi.Sdk.Tests.Harness;

/// <summary>A cache for some tests only. It is no cache of layers: these have files that only a sandbox can remove.</summary>
internal sealed class TemporaryCache : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory($"/var/tmp/edi-cache-{Guid.NewGuid():N}").FullName;

    /// <summary>The bytes of packages and root file systems.</summary>
    public long Size => new DirectoryInfo(Path).GetDirectories().Where(folder => folder.Name is "packages" or "bootstrap")
        .SelectMany(folder => folder.GetFiles()).Sum(file => file.Length);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
