using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

public sealed class StoreLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nobody_removes_what_has_no_name_while_images_are_made()
    {
        using (StoreLock.Share(_folder.Path))
        using (StoreLock.Share(_folder.Path))
        {
            Assert.Null(StoreLock.TryTake(_folder.Path));
        }

        using var alone = StoreLock.TryTake(_folder.Path);
        Assert.NotNull(alone);
        Assert.Null(StoreLock.TryTake(_folder.Path));
    }

    [Fact]
    public async Task Who_makes_images_waits_for_who_removes_what_has_no_name()
    {
        var alone = StoreLock.TryTake(_folder.Path)!;
        var shared = Task.Run(() => StoreLock.Share(_folder.Path), TestContext.Current.CancellationToken);
        Assert.False(shared.IsCompleted);
        alone.Dispose();
        (await shared).Dispose();
    }

    [Fact]
    public async Task Who_removes_images_waits_for_who_makes_or_removes_some()
    {
        var shared = StoreLock.Share(_folder.Path);
        var first = Task.Run(() => StoreLock.Take(_folder.Path), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        Assert.False(first.IsCompleted);
        shared.Dispose();
        var alone = await first;
        var second = Task.Run(() => StoreLock.Take(_folder.Path), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        alone.Dispose();
        (await second).Dispose();
    }
}
