using System.Diagnostics;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>Programs in one sandbox, one after another, as a step runs them.</summary>
public sealed class EdiSandboxRunTests : IClassFixture<SandboxFixture>
{
    private readonly SandboxFixture _fixture;

    public EdiSandboxRunTests(SandboxFixture fixture)
    {
        SandboxFixture.SkipWithoutRange();
        _fixture = fixture;
    }

    private EdiSandbox Sandbox => _fixture.Sandbox;

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -TERM $$", 143)]
    public void The_exit_code_is_the_programs(string script, int exitCode) =>
        Assert.Equal(exitCode, Sandbox.Run(Shell(script)));

    [Fact]
    public void A_program_that_is_missing_ends_as_in_a_shell() =>
        Assert.Equal(127, Sandbox.Run(new ToolCommand("edi-no-such-program")));

    [Fact]
    public void Arguments_and_input_reach_the_program_as_they_are() =>
        Assert.Equal(
            "<it's><$HOME><*><><two words>\ninput\n",
            Sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("sh", "-c", """printf '<%s>' "$@"; echo; cat""", "sh", "it's", "$HOME", "*", "", "two words") { StandardInput = "input\n" }));

    [Fact]
    public void The_log_names_the_program_not_the_way_into_the_sandbox()
    {
        Sandbox.Run(new ToolCommand("echo", "hello world"));
        Assert.Equal("+ echo 'hello world'", _fixture.Tools.Details.SkipLast(1).Last());
        Assert.StartsWith("= echo: exit code 0, ", _fixture.Tools.Details.Last(), StringComparison.Ordinal);
        Assert.Equal("hello world", _fixture.Tools.Shown.Last());
    }

    [Fact]
    public void Programs_are_root_of_a_namespace_that_has_65536_users()
    {
        Assert.Equal("0 0\n", Capture("echo $(id -u) $(id -g)"));
        Assert.Equal(0, Sandbox.Run(Shell("cd /tmp && touch f && chown 65534:65534 f && [ \"$(stat -c %u:%g f)\" = 65534:65534 ]")));
    }

    [Fact]
    public void Programs_see_no_process_of_the_host()
    {
        Assert.Equal("sh\n", Capture("cat /proc/1/comm"));
        Assert.InRange(Capture("ls -d /proc/[0-9]*").Split('\n').Length, 2, 10);
    }

    [Theory]
    [InlineData("touch /etc/edi-test")]
    [InlineData("touch /edi-test")]
    [InlineData("touch /usr/edi-test")]
    [InlineData("echo >>/etc/passwd")]
    [InlineData("chmod 600 /etc/passwd")]
    [InlineData("rm /etc/passwd")]
    [InlineData("mount -o remount,rw /usr && touch /usr/edi-test")]
    public void The_host_is_read_only(string script)
    {
        string passwords = File.ReadAllText("/etc/passwd");
        Assert.NotEqual(0, Sandbox.Run(Shell(script)));
        Assert.All(["/etc/edi-test", "/edi-test", "/usr/edi-test"], path => Assert.False(Path.Exists(path), path));
        Assert.Equal(passwords, File.ReadAllText("/etc/passwd"));
    }

    [Fact]
    public void Temporary_files_are_the_sandboxs_own_and_live_as_long_as_it()
    {
        string ofHost = _fixture.Tools.Folder.Write("host", "");
        string inside = $"/tmp/edi-{Guid.NewGuid():N}";
        Assert.Equal(0, Sandbox.Run(Shell($"test ! -e {ofHost} && echo kept >{inside}")));
        Assert.Equal("kept\n", Capture($"cat {inside}"));
        Assert.False(File.Exists(inside));
    }

    [Fact]
    public void Devices_are_the_harmless_ones()
    {
        Assert.Equal("fd full null ptmx pts random shm stderr stdin stdout tty urandom zero\n", Capture("echo $(ls /dev)"));
        Assert.Equal(0, Sandbox.Run(Shell("echo x >/dev/null && head -c 1 /dev/zero >/dev/null && head -c 1 /dev/urandom >/dev/null && echo x >/dev/shm/x && mkdir /dev/edi-test")));
        Assert.False(Path.Exists("/dev/edi-test"));
    }

    [Fact]
    public void The_scratch_folder_has_the_same_path_on_both_sides_and_is_the_temporary_folder()
    {
        Assert.Equal(Sandbox.ScratchDirectory + "\n", Capture("echo \"$TMPDIR\"; echo inside >\"$TMPDIR/file\""));
        Assert.Equal("inside\n", File.ReadAllText(Path.Combine(Sandbox.ScratchDirectory, "file")));
        File.WriteAllText(Path.Combine(Sandbox.ScratchDirectory, "file"), "outside");
        Assert.Equal("outside\n", Capture("cat \"$TMPDIR/file\""));
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
        Assert.Equal(5, Sandbox.Run(Shell(script.Replace("{0}", seconds, StringComparison.Ordinal) + " exit 5")));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
        Assert.True(HostToolFixture.IsGone(seconds));
        Assert.Equal(0, Sandbox.Run(new ToolCommand("true"))); // The sandbox itself is still there.
    }

    [Fact]
    public void What_is_written_into_the_sandbox_is_for_root_alone_and_in_memory()
    {
        Sandbox.WriteFile("/tmp/secret.json", "it's\n\"secret\" $HOME\n");
        Assert.Equal("it's\n\"secret\" $HOME\n600 0\n", Capture("cat /tmp/secret.json; stat -c '%a %u' /tmp/secret.json"));
        Assert.Equal("tmpfs\n", Capture("stat --file-system --format=%T /tmp/secret.json"));
        Assert.DoesNotContain(_fixture.Tools.Details, line => line.Contains("\"secret\" $HOME", StringComparison.Ordinal) && line.StartsWith('+'));
    }

    [Fact]
    public void A_file_that_cannot_be_written_ends_the_step() =>
        Assert.Equal("EDI0003", Assert.Throws<EdiException>(() => Sandbox.WriteFile("/etc/edi-test", "")).Problems[0].Code.Id);

    [Fact]
    public void The_environment_is_that_of_every_program_and_the_temporary_folder()
    {
        string[] expected = [.. ToolEnvironment.Base.Keys.Append("TMPDIR").Append("MINE").Order(StringComparer.Ordinal)];
        string output = Sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("env").With("MINE", "1"));
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Except(["PWD", "OLDPWD", "_", "SHLVL"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_foreign_architecture_no_handler_is_registered() =>
        Assert.NotEqual(0, Sandbox.Run(Shell("ls /proc/sys/fs/binfmt_misc/edi-*")));

    private static ToolCommand Shell(string script) => new("sh", "-c", script);

    private string Capture(string script) => Sandbox.Capture(EdiCodes.EngineFailed, Shell(script));
}
