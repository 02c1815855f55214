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
}
