using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

[Collection(Sudo.Collection)]
public sealed class OwnershipTests : IDisposable
{
    private const string Caller = "54321";

    private readonly HostToolFixture _tools = new();
    private readonly Sudo _sudo = new();

    public OwnershipTests()
    {
        Assert.SkipUnless(CurrentUser.IsRoot, "Only root can give files away.");
        Sudo.CalledBy(Caller, Caller);
    }

    public void Dispose()
    {
        _sudo.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public void A_task_that_is_cancelled_gives_what_the_build_left_to_who_called_sudo()
    {
        string file = _tools.Folder.At("obj/file");
        Assert.Equal(["EDI0005"], Run(new EndedTask { File = file, IsCancelled = true }));
        Assert.Equal(Caller, OwnerOf(file));
        Assert.Equal(Caller, OwnerOf(_tools.Folder.At("obj")));
        Assert.Equal("0", OwnerOf(_tools.Folder.Path));
    }

    [Fact]
    public void A_task_that_is_not_leaves_that_to_the_targets()
    {
        string file = _tools.Folder.At("obj/file");
        Assert.Empty(Run(new EndedTask { File = file }));
        Assert.Equal("0", OwnerOf(file));
    }

    [Fact]
    public void Another_builds_files_are_left_alone()
    {
        string file = _tools.Folder.Write("obj/file", "");
        Assert.Equal(["EDI0005"], Run(new EndedTask { File = file, IsCancelled = true, IsBeforeLock = true }));
        Assert.Equal("0", OwnerOf(file));
    }

    private static string[] Run(EdiTask task)
    {
        var engine = SilentBuildEngine.Create();
        using var kept = (SilentBuildEngine)engine;
        task.BuildEngine = engine;
        task.Execute();
        return [.. kept.Errors.Select(error => error!.Split(':')[0])];
    }

    private string OwnerOf(string path) =>
        _tools.Host.Capture(EdiCodes.Internal, new ToolCommand("stat", "--format=%u", path)).Trim().ToString(CultureInfo.InvariantCulture);

    private sealed class EndedTask : EdiTask
    {
        public string File { get; init; } = "";

        public bool IsCancelled { get; init; }

        public bool IsBeforeLock { get; init; }

        protected override void Run()
        {
            if (!IsBeforeLock)
            {
                string folder = Path.GetDirectoryName(File)!;
                EnterProject(folder, [folder], Path.Combine(folder, "cache"));
                System.IO.File.WriteAllText(File, "");
            }

            if (IsCancelled)
            {
                Cancel();
                Cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
