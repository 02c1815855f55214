using Edi.Tasks.Clean;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class CacheRemovalTests : IDisposable
{
    private readonly HostToolFixture _fixture;

    public CacheRemovalTests()
    {
        SandboxFixture.SkipWithoutRange();
        _fixture = new();
    }

    private string Cache => _fixture.Folder.At("cache");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void What_belongs_to_subordinate_users_goes_and_how_much_it_was_is_told()
    {
        using (var sandbox = EdiSandbox.Start(_fixture.Host, _fixture.Log, new SandboxOptions { CacheDirectory = Cache, Architecture = DebianArchitecture.Host.Name }))
        {
            const string script = "mkdir -p \"$1/overlay/diff\" && head -c 3000000 /dev/urandom >\"$1/overlay/diff/file\" && chown -R 1000:1000 \"$1/overlay\" && chmod 000 \"$1/overlay\"";
            Assert.Equal(0, sandbox.Run(new ToolCommand("sh", "-c", script, "sh", Path.Combine(Cache, "buildah"))));
        }

        _fixture.Folder.Write("cache/packages/one.deb", new string('x', 1_000_000));
        _fixture.Folder.Write("cache/twin/name/table", "");
        _fixture.Folder.Write("cache/bootstrap/key.tar", "");
        var removed = Run();
        Assert.Equal(["layers", "root file systems", "packages", "native twins"], removed.Select(part => part.Content));
        Assert.InRange(removed[0].Size, 3_000_000, 3_500_000);
        Assert.InRange(removed[2].Size, 1_000_000, 1_100_000);
        Assert.Equal(["lock", "tmp"], Entries(Cache));
        Assert.Empty(Entries(Path.Combine(Cache, "tmp")));
        Assert.Empty(Run());
    }

    [Fact]
    public void What_somebody_else_has_in_the_folder_stays_and_so_do_the_locks()
    {
        _fixture.Folder.Write("cache/photos/one.jpg", "");
        _fixture.Folder.Write("cache/buildah.lock", "");
        _fixture.Folder.Write("cache/install.lock", "");
        _fixture.Folder.Write("cache/packages/one.deb", "");
        Run();
        Assert.Equal(["buildah.lock", "install.lock", "lock", "photos", "tmp"], Entries(Cache));
        Assert.Equal(["one.jpg"], Entries(Path.Combine(Cache, "photos")));
    }

    [Fact]
    public void A_cache_that_is_not_there_is_not_made()
    {
        Assert.Empty(Run());
        Assert.False(Directory.Exists(Cache));
    }

    private System.Collections.Immutable.ImmutableArray<(string Content, long Size)> Run() => new CacheRemoval(Cache).Run(_fixture.Host, _fixture.Log);

    private static string[] Entries(string folder) => [.. Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];
}
