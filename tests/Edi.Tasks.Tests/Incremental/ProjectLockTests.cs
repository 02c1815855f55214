using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class ProjectLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_build_waits_for_the_end_of_the_first_and_says_so()
    {
        var first = SilentBuildEngine.Create();
        Enter(first, message => Assert.Fail(message));

        var second = SilentBuildEngine.Create();
        var waiting = new TaskCompletionSource<string>();
        var entered = Task.Run(() => Enter(second, waiting.SetResult), TestContext.Current.CancellationToken);
        Assert.StartsWith("Another build of this project is running", await waiting.Task, StringComparison.Ordinal);
        Assert.False(entered.IsCompleted);
        ((IDisposable)first).Dispose();
        await entered;
        ((IDisposable)second).Dispose();
    }

    [Fact]
    public async Task Who_waits_can_be_cancelled()
    {
        var first = SilentBuildEngine.Create();
        Enter(first, _ => { });
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(
            () => ProjectLock.Enter(SilentBuildEngine.Create(), _folder.Path, _ => cancellation.Cancel(), cancellation.Token),
            TestContext.Current.CancellationToken));
        ((IDisposable)first).Dispose();
    }

    /// <summary>As when the tests of an image, which its build has started, run the image.</summary>
    [Fact]
    public void A_build_does_not_wait_for_one_that_waits_for_it()
    {
        string parent = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..].Trim();
        using var holder = FileLock.TryTake(_folder.At("lock"))!;
        _folder.Write("lock.holder", parent);
        Enter(SilentBuildEngine.Create(), message => Assert.Fail(message));
    }

    private void Enter(Microsoft.Build.Framework.IBuildEngine4 engine, Action<string> onWait) =>
        ProjectLock.Enter(engine, _folder.Path, onWait, TestContext.Current.CancellationToken);
}
