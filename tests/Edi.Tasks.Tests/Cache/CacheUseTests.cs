using System.Globalization;
using Edi.Tasks.Cache;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>Builds share the cache; who empties it has it alone.</summary>
public sealed class CacheUseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Cache => _folder.At("cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Builds_share_it()
    {
        using var first = Enter(message => Assert.Fail(message));
        using var second = Enter(message => Assert.Fail(message));
    }

    [Fact]
    public void It_is_not_emptied_while_somebody_builds()
    {
        using (Enter(message => Assert.Fail(message)))
        {
            var refused = Assert.Throws<EdiException>(() => CacheUse.TakeAlone(Cache)).Problems[0];
            Assert.Equal(EdiCodes.CacheInUse, refused.Code);
            Assert.Contains($"{Cache} is in use by this build itself", refused.Message, StringComparison.Ordinal);
        }

        CacheUse.TakeAlone(Cache).Dispose();
    }

    [Fact]
    public void Who_uses_it_is_told()
    {
        Directory.CreateDirectory(Cache);
        using var other = System.Diagnostics.Process.Start("flock", ["--shared", Path.Combine(Cache, "lock"), "sh", "-c", ": >\"$0\"; exec sleep 60", _folder.At("begun")]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(_folder.At("begun")), TimeSpan.FromSeconds(20)));
        var refused = Assert.Throws<EdiException>(() => CacheUse.TakeAlone(Cache)).Problems[0];
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"in use by another build: process {other.Id} ('ps -f {other.Id}' shows it)"), refused.Message, StringComparison.Ordinal);
        other.Kill(entireProcessTree: true);
        other.WaitForExit();
    }

    [Fact]
    public async Task A_build_waits_until_it_is_emptied_and_says_so()
    {
        Directory.CreateDirectory(Cache);
        var alone = CacheUse.TakeAlone(Cache);
        var waiting = new TaskCompletionSource<string>();
        var entered = Task.Run(() => Enter(waiting.SetResult), TestContext.Current.CancellationToken);
        Assert.Equal($"The cache {Cache} is being emptied; this build waits for its end.", await waiting.Task);
        Assert.False(entered.IsCompleted);
        alone.Dispose();
        (await entered).Dispose();
    }

    /// <summary>As a project of a build that enters again, and the locks of projects that are given back while a shell is open.</summary>
    [Fact]
    public void A_build_holds_it_once_and_to_its_end()
    {
        var engine = SilentBuildEngine.Create();
        CacheUse.Enter(engine, Cache, message => Assert.Fail(message), CancellationToken.None);
        CacheUse.Enter(engine, Cache, message => Assert.Fail(message), CancellationToken.None);
        ProjectLock.LeaveAll(engine);
        Assert.Throws<EdiException>(() => CacheUse.TakeAlone(Cache));
        ((IDisposable)engine).Dispose();
        CacheUse.TakeAlone(Cache).Dispose();
    }

    /// <summary>A definition can be shown; the first step that needs the cache says what is wrong with it.</summary>
    [Fact]
    public void A_cache_that_cannot_be_written_keeps_nobody_from_reading_a_definition() =>
        CacheUse.Enter(SilentBuildEngine.Create(), "/sys/edi-cache", message => Assert.Fail(message), CancellationToken.None);

    /// <summary>No step could ever make it.</summary>
    [Theory]
    [InlineData("/etc/passwd", "The file '/etc/passwd' already exists.")]
    [InlineData("/etc/passwd/cache", "Could not find a part of the path '/etc/passwd/cache': /etc/passwd is a file.")]
    [InlineData("/proc/edi-cache", "Could not find file '/proc/edi-cache'.")]
    public void A_cache_that_cannot_be_made_is_told_with_the_property_that_names_it(string cache, string reason)
    {
        var refused = Assert.Throws<EdiException>(() => CacheUse.Enter(SilentBuildEngine.Create(), cache, message => Assert.Fail(message), CancellationToken.None)).Problems[0];
        Assert.Equal(EdiCodes.FileAccess, refused.Code);
        Assert.Equal($"The cache {cache} could not be made: {reason} EdiCacheDirectory says where it is, in the project, in the environment or on the command line: name a folder, as -p:EdiCacheDirectory=FOLDER.", refused.Message);
    }

    private IDisposable Enter(Action<string> onWait)
    {
        var engine = SilentBuildEngine.Create();
        CacheUse.Enter(engine, Cache, onWait, TestContext.Current.CancellationToken);
        return (IDisposable)engine;
    }
}
