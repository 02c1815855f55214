using System.Diagnostics;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>The sandbox with the real kernel: as root, or as a user with a subordinate range.</summary>
public sealed class EdiSandboxTests : IDisposable
{
    private readonly HostToolFixture _fixture = new();

    public EdiSandboxTests()
    {
        if (!CurrentUser.IsRoot && SubordinateRange.Find("/etc/subuid", CurrentUser.Name, CurrentUser.UserId) is null)
        {
            Assert.Skip("This user has no subordinate range in /etc/subuid.");
        }
    }

    private TemporaryFolder Folder => _fixture.Folder;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -TERM $$", 143)]
    public void The_exit_code_is_the_programs(string script, int exitCode)
    {
        using var sandbox = Start();
        Assert.Equal(exitCode, sandbox.Run(Shell(script)));
    }

    [Fact]
    public void A_program_that_is_missing_ends_as_in_a_shell()
    {
        using var sandbox = Start();
        Assert.Equal(127, sandbox.Run(new ToolCommand("edi-no-such-program")));
    }

    [Fact]
    public void Arguments_and_input_reach_the_program_as_they_are()
    {
        using var sandbox = Start();
        Assert.Equal(
            "<it's><$HOME><*><><two words>\ninput\n",
            sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("sh", "-c", """printf '<%s>' "$@"; echo; cat""", "sh", "it's", "$HOME", "*", "", "two words") { StandardInput = "input\n" }));
    }

    [Fact]
    public void The_log_names_the_program_not_the_way_into_the_sandbox()
    {
        using var sandbox = Start();
        sandbox.Run(new ToolCommand("echo", "hello world"));
        Assert.Contains("+ echo 'hello world'", _fixture.Details);
        Assert.Equal(["hello world"], _fixture.Shown);
    }

    [Fact]
    public void Programs_are_root_of_a_namespace_that_has_65536_users()
    {
        using var sandbox = Start();
        Assert.Equal("0 0\n", Capture(sandbox, "echo $(id -u) $(id -g)"));
        Assert.Equal(0, sandbox.Run(Shell("cd /tmp && touch f && chown 65534:65534 f && [ \"$(stat -c %u:%g f)\" = 65534:65534 ]")));
    }

    [Fact]
    public void Programs_see_no_process_of_the_host()
    {
        using var sandbox = Start();
        Assert.Equal("sh\n", Capture(sandbox, "cat /proc/1/comm"));
        Assert.InRange(Capture(sandbox, "ls -d /proc/[0-9]*").Split('\n').Length, 2, 10);
    }

    [Theory]
    [InlineData("touch /etc/edi-test")]
    [InlineData("touch /edi-test")]
    [InlineData("touch /usr/edi-test")]
    [InlineData("echo >>/etc/passwd")]
    [InlineData("chmod 600 /etc/passwd")]
    [InlineData("rm /etc/passwd")]
    [InlineData("mkdir /dev/edi-test")]
    public void The_host_is_read_only(string script)
    {
        string passwords = File.ReadAllText("/etc/passwd");
        using (var sandbox = Start())
        {
            Assert.Equal(script.StartsWith("mkdir /dev", StringComparison.Ordinal), sandbox.Run(Shell(script)) == 0);
        }

        Assert.All(["/etc/edi-test", "/edi-test", "/usr/edi-test", "/dev/edi-test"], path => Assert.False(Path.Exists(path), path));
        Assert.Equal(passwords, File.ReadAllText("/etc/passwd"));
    }

    [Fact]
    public void Temporary_files_are_the_sandboxs_own_and_live_as_long_as_it()
    {
        Folder.Write("host", "");
        string inside = $"/tmp/edi-{Guid.NewGuid():N}";
        using var sandbox = Start();
        Assert.Equal(0, sandbox.Run(Shell($"test ! -e {Folder.At("host")} && echo kept >{inside}")));
        Assert.Equal("kept\n", Capture(sandbox, $"cat {inside}"));
        Assert.False(File.Exists(inside));
    }

    [Fact]
    public void Devices_are_the_harmless_ones()
    {
        using var sandbox = Start();
        Assert.Equal("fd full null ptmx pts random shm stderr stdin stdout tty urandom zero\n", Capture(sandbox, "echo $(ls /dev)"));
        Assert.Equal(0, sandbox.Run(Shell("echo x >/dev/null && head -c 1 /dev/zero >/dev/null && head -c 1 /dev/urandom >/dev/null && echo x >/dev/shm/x")));
    }

    [Theory]
    [InlineData("project")]
    [InlineData("my project (2) [x] *")]
    [InlineData("straße")]
    public void A_folder_below_tmp_is_seen_when_it_is_named(string name)
    {
        string folder = Path.GetDirectoryName(Folder.Write($"{name}/file", "content"))!;
        using var sandbox = Start(options => options with { Visible = [folder] });
        Assert.Equal("content", sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("cat", Path.Combine(folder, "file"))).TrimEnd());
        Assert.NotEqual(0, sandbox.Run(new ToolCommand("touch", Path.Combine(folder, "new"))));
    }

    [Theory]
    [InlineData("out")]
    [InlineData("my output")]
    public void A_folder_is_written_when_it_is_named(string name)
    {
        string folder = Folder.At(name);
        using (var sandbox = Start(options => options with { Writable = [folder] }))
        {
            Assert.Equal(0, sandbox.Run(new ToolCommand("touch", Path.Combine(folder, "new"))));
            sandbox.Complete();
        }

        Assert.True(File.Exists(Path.Combine(folder, "new")));
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

    [Fact]
    public void The_scratch_folder_has_the_same_path_on_both_sides_and_is_the_temporary_folder()
    {
        using var sandbox = Start();
        Assert.Equal(sandbox.ScratchDirectory + "\n", Capture(sandbox, "echo \"$TMPDIR\"; echo inside >\"$TMPDIR/file\""));
        Assert.Equal("inside\n", File.ReadAllText(Path.Combine(sandbox.ScratchDirectory, "file")));
        File.WriteAllText(Path.Combine(sandbox.ScratchDirectory, "file"), "outside");
        Assert.Equal("outside\n", Capture(sandbox, "cat \"$TMPDIR/file\""));
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

    [Theory]
    [InlineData("sleep {0} >/dev/null 2>&1 &")]
    [InlineData("sleep {0} &")] // Holds the output open.
    [InlineData("setsid sleep {0} &")]
    [InlineData("nohup setsid sh -c 'trap : TERM HUP; sleep {0} & wait' >/dev/null 2>&1 &")]
    public void What_a_program_leaves_in_the_background_is_gone_when_it_ends(string script)
    {
        string seconds = HostToolFixture.UniqueSeconds();
        var clock = Stopwatch.StartNew();
        using var sandbox = Start();
        Assert.Equal(5, sandbox.Run(Shell(script.Replace("{0}", seconds, StringComparison.Ordinal) + " exit 5")));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
        Assert.True(HostToolFixture.IsGone(seconds));
        Assert.Equal(0, sandbox.Run(new ToolCommand("true"))); // The sandbox itself is still there.
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
        Assert.Empty(Directory.GetFileSystemEntries(Folder.At("cache/tmp")));
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
    public void What_is_written_into_the_sandbox_is_for_root_alone_and_in_memory()
    {
        using var sandbox = Start();
        sandbox.WriteFile("/tmp/secret.json", "it's\n\"secret\" $HOME\n");
        Assert.Equal("it's\n\"secret\" $HOME\n600 0\n", Capture(sandbox, "cat /tmp/secret.json; stat -c '%a %u' /tmp/secret.json"));
        Assert.Equal("tmpfs\n", Capture(sandbox, "stat --file-system --format=%T /tmp/secret.json"));
        Assert.DoesNotContain(_fixture.Details.Concat(_fixture.Shown).TakeWhile(line => !line.StartsWith("+ sh -c 'cat", StringComparison.Ordinal)), line => line.Contains("$HOME", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_cannot_be_written_ends_the_step()
    {
        using var sandbox = Start();
        Assert.Equal("EDI0003", Assert.Throws<EdiException>(() => sandbox.WriteFile("/etc/edi-test", "")).Problems[0].Code.Id);
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
    public void The_environment_is_that_of_every_program_and_the_temporary_folder()
    {
        using var sandbox = Start();
        string[] expected = [.. ToolEnvironment.Base.Keys.Append("TMPDIR").Append("MINE").Order(StringComparer.Ordinal)];
        string output = sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("env").With("MINE", "1"));
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Except(["PWD", "OLDPWD", "_", "SHLVL"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_starts_no_sandbox()
    {
        string file = Folder.Write("file", "");
        Assert.ThrowsAny<IOException>(() => Start(options => options with { CacheDirectory = Path.Combine(file, "cache") }));
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

    [Fact]
    public void Without_a_foreign_architecture_no_handler_is_registered()
    {
        using var sandbox = Start();
        Assert.NotEqual(0, sandbox.Run(Shell("ls /proc/sys/fs/binfmt_misc/edi-*")));
    }

    private static ToolCommand Shell(string script) => new("sh", "-c", script);

    private static string Capture(EdiSandbox sandbox, string script) => sandbox.Capture(EdiCodes.EngineFailed, Shell(script));

    private EdiSandbox Start(Func<SandboxOptions, SandboxOptions>? change = null)
    {
        var options = new SandboxOptions { CacheDirectory = Folder.At("cache"), Architecture = DebianArchitecture.Host.Name };
        return EdiSandbox.Start(_fixture.Host, _fixture.Log, change is null ? options : change(options));
    }
}
