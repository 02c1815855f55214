using Edi.Tasks.Cache;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class CacheLimitTests : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    [Theory]
    [InlineData(30, "oldest.deb", "middle.tar", "newest.deb")]
    [InlineData(29, "middle.tar", "newest.deb")]
    [InlineData(20, "middle.tar", "newest.deb")]
    [InlineData(19, "newest.deb")]
    [InlineData(0)]
    public void What_was_used_longest_ago_goes_first(long limit, params string[] kept)
    {
        Keep("packages/newest.deb", age: 1);
        Keep("bootstrap/middle.tar", age: 2);
        Keep("packages/oldest.deb", age: 3);
        CacheLimit.Apply(_cache.Path, limit);
        Assert.Equal(kept.Order(StringComparer.Ordinal), Names());
    }

    [Fact]
    public void Locks_and_what_is_no_part_of_the_cache_stay()
    {
        _cache.Write("bootstrap/key.lock", "");
        _cache.Write("buildah/storage.lock", "of the engine");
        CacheLimit.Apply(_cache.Path, 0);
        Assert.Equal(["key.lock", "storage.lock"], Names());
    }

    [Fact]
    public void There_may_be_no_cache_yet() => CacheLimit.Apply(_cache.At("none"), 0);

    [Theory]
    [InlineData("10GiB", 10L << 30)]
    [InlineData("0MiB", 0)]
    public void A_limit_is_a_size(string text, long bytes) => Assert.Equal(bytes, CacheLimit.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10GB")]
    [InlineData("-1MiB")]
    public void Another_limit_is_a_coded_error(string text) =>
        Assert.Equal(EdiCodes.InvalidValue, Assert.Throws<EdiException>(() => CacheLimit.Parse(text)).Problems.Single().Code);

    private void Keep(string path, int age)
    {
        string file = _cache.Write(path, "0123456789");
        File.SetLastAccessTimeUtc(file, DateTime.UtcNow.AddHours(-age));
    }

    private IEnumerable<string?> Names() =>
        Directory.EnumerateFiles(_cache.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
