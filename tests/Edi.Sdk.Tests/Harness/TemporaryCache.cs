namespace Edi.Sdk.Tests.Harness;

/// <summary>A cache for some tests only. It is no cache of layers: these have files that only a sandbox can remove.</summary>
internal sealed class TemporaryCache : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory($"/var/tmp/edi-cache-{Guid.NewGuid():N}").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
