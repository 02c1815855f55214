using System.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class NativeTwinTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_current_twin_is_the_one_that_the_link_leads_to()
    {
        Make("one");
        Make("two");
        Link("two");
        using var twin = NativeTwin.Open(_folder.Path)!;
        Assert.Equal(_folder.At("two"), twin.Directory);
        Assert.Equal(_folder.At("two/edi-dispatch"), twin.Dispatcher);
    }

    [Fact]
    public void A_link_to_a_link_leads_to_the_twin_itself()
    {
        Make("one");
        Directory.CreateSymbolicLink(_folder.At("other"), "one");
        Link("other");
        using var twin = NativeTwin.Open(_folder.Path)!;
        Assert.Equal(_folder.At("one"), twin.Directory);
    }

    [Fact]
    public void Where_there_is_no_folder_there_is_no_twin()
    {
        Assert.Null(NativeTwin.Open(""));
        Assert.Null(NativeTwin.Open(_folder.At("no/such/folder")));
        Assert.Null(NativeTwin.Open(_folder.Path));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_twin()
    {
        Link("gone");
        Assert.Null(NativeTwin.Open(_folder.Path));
    }

    [Fact]
    public void A_link_to_a_file_is_no_twin()
    {
        _folder.Write("file", "");
        Link("file");
        Assert.Null(NativeTwin.Open(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_no_link_is_no_twin()
    {
        Make(NativeTwin.Current);
        Assert.Null(NativeTwin.Open(_folder.Path));
    }

    [Fact]
    public void A_twin_whose_lock_was_just_removed_is_none()
    {
        _folder.CreateFolder("one");
        Link("one");
        Assert.Null(NativeTwin.Open(_folder.Path));
    }

    [Fact]
    public void A_twin_is_unused_until_it_is_opened_and_when_all_have_closed_it()
    {
        Make("one");
        Link("one");
        Assert.True(IsUnused(_folder.At("one")));
        using (NativeTwin.Open(_folder.Path))
        {
            using (NativeTwin.Open(_folder.Path))
            {
                Assert.False(IsUnused(_folder.At("one")));
            }

            Assert.False(IsUnused(_folder.At("one")));
        }

        Assert.True(IsUnused(_folder.At("one")));
    }

    [Fact]
    public void One_twin_in_use_leaves_the_others_unused()
    {
        Make("one");
        Make("two");
        Link("one");
        using var twin = NativeTwin.Open(_folder.Path);
        Assert.True(IsUnused(_folder.At("two")));
    }

    [Fact]
    public void The_scripts_to_enter_and_to_leave_it_know_what_they_need()
    {
        Make("one");
        Link("one");
        using var twin = NativeTwin.Open(_folder.Path)!;
        Assert.Equal(Script.Of("twin-enter.sh", ("twin", twin.Directory)), twin.EnterScript);
        Assert.Equal(Script.Of("twin-leave.sh"), NativeTwin.LeaveScript);
    }

    [Fact]
    public async Task A_twin_that_is_being_removed_is_waited_for_until_the_link_leads_to_its_successor()
    {
        Make("one");
        Make("two");
        Link("one");
        var removal = NativeTwin.TryLock(_folder.At("one"))!;
        var opening = Task.Run(() => NativeTwin.Open(_folder.Path), TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(opening.IsCompleted);
        // At once, as the step does it: without a link there would be no twin.
        File.CreateSymbolicLink(_folder.At("next"), "two");
        using (var move = Process.Start("mv", ["--no-target-directory", _folder.At("next"), _folder.At(NativeTwin.Current)]))
        {
            await move.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await removal.DisposeAsync();
        using var twin = await opening;
        Assert.Equal(_folder.At("two"), twin!.Directory);
    }

    private static bool IsUnused(string directory)
    {
        using var removal = NativeTwin.TryLock(directory);
        return removal is not null;
    }

    private void Make(string name) => NativeTwin.CreateLock(_folder.CreateFolder(name));

    private void Link(string name) => File.CreateSymbolicLink(_folder.At(NativeTwin.Current), name);
}
