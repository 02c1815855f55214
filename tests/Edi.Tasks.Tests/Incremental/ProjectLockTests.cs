using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class ProjectLockTests : IDisposable
{
    private const int Another = int.MaxValue; // No process has this number.

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_build_waits_for_the_end_of_the_first_and_says_so()
    {
        var first = HoldBy(Another);
        var second = SilentBuildEngine.Create();
        var waiting = new TaskCompletionSource<string>();
        var entered = Task.Run(() => Enter(second, waiting.SetResult), TestContext.Current.CancellationToken);
        Assert.StartsWith("Another build of this project is running", await waiting.Task, StringComparison.Ordinal);
        Assert.False(entered.IsCompleted);
        first.Dispose();
        await entered;
        ((IDisposable)second).Dispose();
    }

    [Fact]
    public async Task Who_waits_can_be_cancelled()
    {
        using var first = HoldBy(Another);
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(
            () => ProjectLock.Enter(SilentBuildEngine.Create(), _folder.Path, _ => cancellation.Cancel(), cancellation.Token),
            TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 garbage \0\u0001 -5 99999999999999999999")]
    public async Task A_holder_that_cannot_be_read_is_another_build(string holder)
    {
        var first = HoldBy(Another);
        _folder.Write("lock.holder", holder);
        var second = SilentBuildEngine.Create();
        var waiting = new TaskCompletionSource<string>();
        var entered = Task.Run(() => Enter(second, waiting.SetResult), TestContext.Current.CancellationToken);
        Assert.StartsWith("Another build of this project is running", await waiting.Task, StringComparison.Ordinal);
        first.Dispose();
        await entered;
        ((IDisposable)second).Dispose();
    }

    [Fact]
    public void Folders_in_the_place_of_its_files_make_room()
    {
        _folder.Write("lock/file", "");
        _folder.Write("lock.holder/file", "");
        var engine = SilentBuildEngine.Create();
        Enter(engine, message => Assert.Fail(message));
        ((IDisposable)engine).Dispose();
        Assert.True(File.Exists(_folder.At("lock.holder")));
    }

    /// <summary>As when the tests of an image, which its build has started, run the image.</summary>
    [Fact]
    public void A_build_does_not_wait_for_one_that_waits_for_it()
    {
        using var holder = HoldBy(ParentProcesses.First);
        Enter(SilentBuildEngine.Create(), message => Assert.Fail(message));
    }

    /// <summary>MSBuild's process that the user has started is behind a worker that holds the lock, and the tests run in another worker's.</summary>
    [Fact]
    public void Nor_for_another_process_of_one_that_waits_for_it()
    {
        using var holder = HoldBy(Another, ParentProcesses.First);
        Enter(SilentBuildEngine.Create(), message => Assert.Fail(message));
    }

    [Fact]
    public void A_build_that_would_wait_for_itself_is_refused()
    {
        using var holder = HoldBy(Another, Environment.ProcessId);
        var refused = Assert.Throws<EdiException>(() => Enter(SilentBuildEngine.Create(), message => Assert.Fail(message)));
        Assert.Equal(EdiCodes.BuildInItself, refused.Problems[0].Code);
    }

    /// <summary>As when a shell opens, for hours perhaps: the project's own lock and those of its bases.</summary>
    [Fact]
    public void All_locks_are_given_back_at_once()
    {
        var first = SilentBuildEngine.Create();
        ImmutableArray<string> folders = [_folder.At("base"), _folder.At("variant")];
        Assert.All(folders, folder => ProjectLock.Enter(first, folder, message => Assert.Fail(message), CancellationToken.None));
        ProjectLock.LeaveAll(first);
        Assert.All(folders, folder => ProjectLock.Enter(SilentBuildEngine.Create(), folder, message => Assert.Fail(message), CancellationToken.None));
    }

    private FileStream HoldBy(params int[] processes)
    {
        _folder.Write("lock.holder", string.Join(' ', processes));
        return FileLock.TryTake(_folder.At("lock"))!;
    }

    private void Enter(Microsoft.Build.Framework.IBuildEngine4 engine, Action<string> onWait) =>
        ProjectLock.Enter(engine, _folder.Path, onWait, TestContext.Current.CancellationToken);
}
