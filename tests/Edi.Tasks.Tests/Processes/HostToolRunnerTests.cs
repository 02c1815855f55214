using System.Diagnostics;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class HostToolRunnerTests : IDisposable
{
    private readonly HostToolFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("exit 255", 255)]
    public void The_exit_code_is_the_programs(string script, int exitCode) =>
        Assert.Equal(exitCode, _fixture.Host.Run(Shell(script)));

    [Fact]
    public void A_program_that_must_succeed_and_does_not_ends_the_step()
    {
        var e = Assert.Throws<EdiException>(() => _fixture.Host.Require(EdiCodes.ImageFailed, Shell("exit 3")));
        Assert.Equal("EDI5001: 'sh' ended with exit code 3.", e.Message);
        e = Assert.Throws<EdiException>(() => _fixture.Host.Capture(EdiCodes.EngineFailed, Shell("echo out; exit 4")));
        Assert.Equal("EDI3001: 'sh' ended with exit code 4.", e.Message);
    }

    [Fact]
    public void Both_streams_are_shown_and_logged()
    {
        _fixture.Host.Run(Shell("echo out; echo err >&2"));
        Assert.Equal(["err", "out"], _fixture.Shown.Order());
        Assert.Equal("+ sh -c 'echo out; echo err >&2'", _fixture.Details.First());
    }

    [Fact]
    public void Captured_output_is_a_detail_and_the_error_stream_is_no_part_of_it()
    {
        Assert.Equal("one\ntwo\n", _fixture.Host.Capture(EdiCodes.EngineFailed, Shell("echo one; echo warning >&2; printf two")));
        Assert.Equal(["warning"], _fixture.Shown);
        Assert.Equal(["one", "two"], _fixture.Details.Skip(1).SkipLast(1));
    }

    [Fact]
    public void Arguments_reach_the_program_as_they_are()
    {
        string[] odd = ["", " ", "two words", "it's", "\"", "$HOME", "*", "\\", "a\nb", "ä€", "-n"];
        string output = _fixture.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("sh", ["-c", """for a; do printf '<%s>\n' "$a"; done""", "sh", .. odd]));
        Assert.Equal(string.Concat(odd.Select(argument => $"<{argument}>\n")), output);
    }

    [Fact]
    public void The_environment_is_exactly_ours()
    {
        string output = _fixture.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("env").With("MINE", "1").With("TZ", "Europe/Berlin"));
        Assert.Equal(
            ToolEnvironment.Base.SetItem("MINE", "1").SetItem("TZ", "Europe/Berlin").Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_environment_has_no_more_than_the_way_to_programs_and_to_the_network()
    {
        Assert.Equal(("/tmp", "C.UTF-8", "UTC"), (ToolEnvironment.Base["HOME"], ToolEnvironment.Base["LC_ALL"], ToolEnvironment.Base["TZ"]));
        Assert.Contains("/usr/sbin", ToolEnvironment.Base["PATH"].Split(':'));
        Assert.All(
            ToolEnvironment.Base.Keys.Except(["HOME", "LC_ALL", "TZ", "PATH", "SOURCE_DATE_EPOCH"]),
            name => Assert.EndsWith("_proxy", name, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Programs_start_in_the_root_folder() =>
        Assert.Equal("/\n", _fixture.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("pwd")));

    [Fact]
    public void Standard_input_is_what_the_command_says() =>
        Assert.Equal("one\ntwo\n", _fixture.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("cat") { StandardInput = "one\ntwo" }));

    [Fact]
    public void Standard_input_ends_at_once_when_there_is_none() =>
        Assert.Equal("", _fixture.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("cat")));

    [Fact]
    public void A_program_need_not_read_its_input() =>
        Assert.Equal(0, _fixture.Host.Run(new ToolCommand("true") { StandardInput = new string('x', 1 << 20) }));

    [Fact]
    public void Much_output_on_both_streams_does_not_block()
    {
        Assert.Equal(0, _fixture.Host.Run(Shell("i=0; while [ $i -lt 5000 ]; do echo out$i; echo err$i >&2; i=$((i+1)); done")));
        Assert.Equal(10000, _fixture.Shown.Count);
    }

    [Theory]
    [InlineData("edi-no-such-program")]
    [InlineData("/usr/bin/edi-no-such-program")]
    [InlineData("/etc/passwd")]
    public void A_program_that_cannot_be_started_is_named(string program)
    {
        var problem = Assert.Single(Assert.Throws<EdiException>(() => _fixture.Host.Run(new ToolCommand(program))).Problems);
        Assert.Equal(EdiCodes.HostNotReady, problem.Code);
        Assert.StartsWith($"'{program}' could not be started: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_are_looked_for_in_our_folders()
    {
        Assert.EndsWith("/sh", HostToolRunner.TryFindProgram("sh"), StringComparison.Ordinal);
        Assert.Null(HostToolRunner.TryFindProgram("edi-no-such-program"));
        Assert.Equal("/proc/self/exe", HostToolRunner.TryFindProgram("/proc/self/exe"));
        Assert.Null(HostToolRunner.TryFindProgram("/no/such/program"));
        Assert.Null(HostToolRunner.FindRefused("sh"));
        Assert.Null(HostToolRunner.FindRefused("/no/such/program"));
    }

    [Fact]
    public void A_file_that_may_not_be_executed_is_no_program()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("program", "#!/bin/sh\n"), link = folder.At("link");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, "none");
        Assert.Null(HostToolRunner.TryFindProgram(file));
        Assert.Equal(file, HostToolRunner.FindRefused(file));
        Assert.Null(HostToolRunner.TryFindProgram(link));
        Assert.Null(HostToolRunner.FindRefused(link));
    }

    [Fact]
    public void Cancelling_kills_the_program_and_its_children()
    {
        string seconds = HostToolFixture.UniqueSeconds();
        _fixture.CancelAfter(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => _fixture.Host.Run(Shell($"sleep {seconds} & sleep {seconds}; wait")));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
        Assert.True(HostToolFixture.IsGone(seconds));
    }

    [Fact]
    public void After_a_cancellation_nothing_is_started()
    {
        _fixture.CancelAfter(TimeSpan.Zero);
        SpinWait.SpinUntil(() => _fixture.Token.IsCancellationRequested, TimeSpan.FromSeconds(5));
        string path = _fixture.Folder.At("trace");
        Assert.ThrowsAny<OperationCanceledException>(() => _fixture.Host.Run(new ToolCommand("touch", path)));
        Assert.False(File.Exists(path));
    }

    private static ToolCommand Shell(string script) => new("sh", "-c", script);
}
