using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>What a sandbox sees and leaves: with the real kernel, as root or as a user with a subordinate range.</summary>
public sealed class EdiSandboxTests : IDisposable
{
    private readonly HostToolFixture _fixture;

    public EdiSandboxTests()
    {
        SandboxFixture.SkipWithoutRange();
        _fixture = new();
    }

    private TemporaryFolder Folder => _fixture.Folder;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Folders_below_tmp_are_seen_when_they_are_named_whatever_they_are_called()
    {
        string[] folders = [.. new[] { "project", "my project (2) [x] *", "straße" }.Select(name => Path.GetDirectoryName(Folder.Write($"{name}/file", name))!)];
        using var sandbox = Start(options => options with { Visible = [.. folders] });
        Assert.All(folders, folder =>
        {
            Assert.Equal(Path.GetFileName(folder), sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("cat", Path.Combine(folder, "file"))).TrimEnd());
            Assert.NotEqual(0, sandbox.Run(new ToolCommand("touch", Path.Combine(folder, "new"))));
        });
    }

    [Fact]
    public void Folders_are_written_when_they_are_named_whatever_they_are_called()
    {
        string[] folders = [.. new[] { "out", "my output" }.Select(Folder.At)];
        using (var sandbox = Start(options => options with { Writable = [.. folders] }))
        {
            Assert.Equal(0, sandbox.Run(new ToolCommand("touch", [.. folders.Select(folder => Path.Combine(folder, "new"))])));
            sandbox.Complete();
        }

        Assert.All(folders, folder => Assert.True(File.Exists(Path.Combine(folder, "new"))));
    }

    [Fact]
    public void A_writable_folder_in_a_visible_one_is_written()
    {
        Folder.Write("project/file", "");
        using var sandbox = Start(options => options with { Visible = [Folder.At("project")], Writable = [Folder.At("project/obj"), Folder.At("project/bin")] });
        Assert.NotEqual(0, sandbox.Run(new ToolCommand("touch", Folder.At("project/new"))));
        Assert.Equal(0, sandbox.Run(new ToolCommand("touch", Folder.At("project/obj/new"), Folder.At("project/bin/new"))));
        Assert.True(File.Exists(Folder.At("project/bin/new")));
    }

    [Theory]
    [InlineData("out")]
    [InlineData("my output")]
    public void Nothing_is_removed_through_a_mount_that_a_tool_has_left(string name)
    {
        string precious = Folder.Write($"{name}/precious", "");
        string removed = Folder.At($"{name}/removed");
        using (var sandbox = Start(options => options with { Writable = [Folder.At(name)], RemoveOnAbort = [removed] }))
        {
            foreach (string point in new[] { Path.Combine(sandbox.ScratchDirectory, "mount"), Path.Combine(removed, "mount") })
            {
                sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("mkdir", "-p", point));
                sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("mount", "--bind", Path.GetDirectoryName(precious)!, point));
            }
        }

        Assert.True(File.Exists(precious));
        Assert.False(Directory.Exists(removed));
    }

    [Fact]
    public void A_sandbox_that_cannot_start_leaves_no_scratch_folder()
    {
        var refused = Assert.Throws<EdiException>(() => Start(options => options with { Visible = [Folder.At("does-not-exist")] }));
        Assert.Equal(EdiCodes.SandboxNotStarted, refused.Problems.Single().Code);
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFileSystemEntries(Folder.At("cache/tmp")).Length == 0, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_folder_outside_of_tmp_is_written_and_nothing_beside_it()
    {
        string home = Directory.CreateDirectory($"/var/tmp/edi-tests-{Guid.NewGuid():N}").FullName;
        try
        {
            using var sandbox = Start(options => options with { CacheDirectory = Path.Combine(home, "cache"), Writable = [Path.Combine(home, "out")] });
            Assert.Equal(0, sandbox.Run(new ToolCommand("touch", Path.Combine(home, "out/new"))));
            Assert.NotEqual(0, sandbox.Run(new ToolCommand("touch", Path.Combine(home, "new"))));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public void A_writable_folder_may_lie_behind_a_link()
    {
        string home = Directory.CreateDirectory($"/var/tmp/edi-tests-{Guid.NewGuid():N}").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(home, "real"));
            File.CreateSymbolicLink(Path.Combine(home, "link"), Path.Combine(home, "real"));
            using var sandbox = Start(options => options with { Writable = [Path.Combine(home, "link/out")] });
            Assert.Equal(0, sandbox.Run(new ToolCommand("touch", Path.Combine(home, "link/out/new"))));
            Assert.True(File.Exists(Path.Combine(home, "real/out/new")));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_left_in_the_cache(bool complete)
    {
        string scratch;
        using (var sandbox = Start())
        {
            scratch = sandbox.ScratchDirectory;
            Assert.Equal(0, sandbox.Run(Shell("mkdir -p \"$TMPDIR/a/b\" && touch \"$TMPDIR/a/b/c\" && chown -R 1000:1000 \"$TMPDIR/a\" && chmod 000 \"$TMPDIR/a\"")));
            if (complete)
            {
                sandbox.Complete();
            }
        }

        Assert.False(Directory.Exists(scratch));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.At("cache/tmp")));
    }

    [Fact]
    public void Nothing_is_mounted_on_the_host_neither_while_it_runs_nor_afterwards()
    {
        string before = File.ReadAllText("/proc/self/mountinfo");
        using (var sandbox = Start(options => options with { Writable = [Folder.At("out")] }))
        {
            Assert.Equal(0, sandbox.Run(Shell("mkdir /tmp/a && mount -t tmpfs none /tmp/a && mount --make-shared /tmp/a")));
            Assert.Equal(0, sandbox.Run(Shell("mountpoint --quiet /tmp/a"))); // It outlives the program that made it,
            Assert.Equal(before, File.ReadAllText("/proc/self/mountinfo"));
        }

        Assert.Equal(before, File.ReadAllText("/proc/self/mountinfo")); // and not the sandbox.
    }

    [Fact]
    public void Cancelling_kills_the_program_in_the_sandbox()
    {
        string seconds = HostToolFixture.UniqueSeconds();
        using (var sandbox = Start())
        {
            _fixture.CancelAfter(TimeSpan.FromMilliseconds(500));
            Assert.ThrowsAny<OperationCanceledException>(() => sandbox.Run(Shell($"setsid sleep {seconds} & sleep {seconds}")));
        }

        Assert.True(HostToolFixture.IsGone(seconds));
        AssertNoScratchSoon();
    }

    /// <summary>Removing the files of a root file system takes seconds, for which nobody waits who has ended a build.</summary>
    [Fact]
    public void A_build_that_is_cancelled_does_not_wait_until_its_temporary_files_are_removed()
    {
        string half = Folder.Write("out/image.img.partial", "half");
        var sandbox = Start(options => options with { Writable = [Folder.At("out")], RemoveOnAbort = [half] });
        sandbox.Run(Shell("mkdir \"$TMPDIR/many\" && cd \"$TMPDIR/many\" && seq 100000 | xargs touch"));
        _fixture.CancelAfter(TimeSpan.Zero);
        Assert.ThrowsAny<OperationCanceledException>(() => sandbox.Run(Shell("sleep 60")));
        sandbox.Dispose();
        Assert.True(Directory.Exists(sandbox.ScratchDirectory));
        Assert.False(File.Exists(half));
        AssertNoScratchSoon();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_build_that_ends_without_saying_so_leaves_nothing_half_made(bool complete)
    {
        string file = Folder.Write("out/image.img.partial", "half");
        string folder = Path.GetDirectoryName(Folder.Write("out/two words/deep/file", "half"))!;
        string other = Folder.Write("out/image.img", "whole");
        using (var sandbox = Start(options => options with
        {
            Writable = [Folder.At("out")],
            RemoveOnAbort = [file, Path.GetDirectoryName(folder)!, Folder.At("out/not there")],
            RunOnAbort = new ToolCommand("sh", "-c", "echo \"$1 $NAME\" >\"$2\"", "sh", "it's me", Folder.At("out/aborted")).With("NAME", "a b"),
        }))
        {
            sandbox.Run(new ToolCommand("true"));
            if (complete)
            {
                sandbox.Complete();
            }
        }

        Assert.True(File.Exists(other));
        Assert.Equal(complete, File.Exists(file));
        Assert.Equal(complete, Directory.Exists(folder));
        Assert.Equal(!complete, File.Exists(Folder.At("out/aborted")));
        if (!complete)
        {
            Assert.Equal("it's me a b\n", File.ReadAllText(Folder.At("out/aborted")));
        }
    }

    [Fact]
    public void Two_sandboxes_share_a_cache_and_nothing_else()
    {
        using var one = Start();
        using var other = Start();
        Assert.Equal(0, one.Run(Shell("touch /tmp/mine && mkdir /tmp/m && mount -t tmpfs none /tmp/m")));
        Assert.Equal(0, other.Run(Shell($"test ! -e /tmp/mine && test ! -e /tmp/m && touch {Folder.At("cache/shared")}")));
        Assert.Equal(0, one.Run(new ToolCommand("test", "-e", Folder.At("cache/shared"))));
        Assert.NotEqual(one.ScratchDirectory, other.ScratchDirectory);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_starts_no_sandbox()
    {
        string file = Folder.Write("file", "");
        Assert.ThrowsAny<IOException>(() => Start(options => options with { CacheDirectory = Path.Combine(file, "cache") }));
    }

    [Fact]
    public void A_cache_that_takes_nothing_new_is_a_fault_of_the_disk_and_not_of_namespaces()
    {
        Folder.CreateFolder("cache");
        File.CreateSymbolicLink(Folder.At("cache/tmp"), "/proc/self/fdinfo"); // a folder in which not even root makes one
        Assert.Contains(Folder.At("cache"), Assert.ThrowsAny<IOException>(() => Start()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_program_runs_by_a_handler_that_the_host_does_not_have()
    {
        const string handler = "/proc/sys/fs/binfmt_misc/edi-arm64";
        if (DebianArchitecture.Host.Runs("arm64"))
        {
            Assert.Skip("This host runs arm64 programs itself.");
        }

        if (!ForeignPrograms.KernelHasOwnHandlers)
        {
            Assert.Skip("This kernel is older than Linux 6.7.");
        }

        if (StaticEmulator.Find(DebianArchitecture.Find("arm64")!) is not { } emulator)
        {
            Assert.Skip("No static qemu-aarch64 is installed.");
            return;
        }

        string program = Folder.Write("programs/exit42", Elf.Arm64Exit(42));
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var sandbox = Start(options => options with { Architecture = "arm64", Visible = [Folder.At("programs")] });
        string registration = Capture(sandbox, $"cat {handler}");
        Assert.StartsWith($"enabled\ninterpreter {emulator}\nflags: POCF\n", registration, StringComparison.Ordinal);
        Assert.False(File.Exists(handler));
        Assert.Equal(42, sandbox.Run(new ToolCommand(program)));
        // In another root, too, where no emulator is.
        Assert.Equal(42, sandbox.Run(Shell($"mkdir /tmp/root && cp {program} /tmp/root/ && exec chroot /tmp/root /exit42")));
        Assert.Equal("cortex-a57\n", Capture(sandbox, "echo $QEMU_CPU"));
    }

    private void AssertNoScratchSoon() =>
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFileSystemEntries(Folder.At("cache/tmp")).Length == 0, TimeSpan.FromSeconds(60)), "The scratch folder is still there.");

    private static ToolCommand Shell(string script) => new("sh", "-c", script);

    private static string Capture(EdiSandbox sandbox, string script) => sandbox.Capture(EdiCodes.EngineFailed, Shell(script));

    private EdiSandbox Start(Func<SandboxOptions, SandboxOptions>? change = null)
    {
        var options = new SandboxOptions { CacheDirectory = Folder.At("cache"), Architecture = DebianArchitecture.Host.Name };
        return EdiSandbox.Start(_fixture.Host, _fixture.Log, change is null ? options : change(options));
    }
}
