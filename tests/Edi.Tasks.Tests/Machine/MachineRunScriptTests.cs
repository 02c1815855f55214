using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>The script of <c>dotnet run</c> at a terminal and without one; other programs of the host play QEMU.</summary>
public sealed class MachineRunScriptTests : IDisposable
{
    // As QEMU, which is killed before it has undone that.
    private const string Killed =
        """
        import fcntl, os, signal, tty
        tty.setraw(0)
        for stream in 0, 1:
            fcntl.fcntl(stream, fcntl.F_SETFL, fcntl.fcntl(stream, fcntl.F_GETFL) | os.O_NONBLOCK)
        os.kill(os.getpid(), signal.SIGKILL)
        """;

    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("printf typed | sh {0}", "<typed>")]
    [InlineData("sh {0} </dev/null", "<>")]
    [InlineData("sh {0} <&-", "<>")]
    [InlineData("sh {0} -ignored </dev/null", "<>")]
    public void The_machine_reads_what_the_script_is_given(string line, string expected) =>
        Assert.Contains(expected, Run(line, "sh", "-c", "printf '<%s>' \"$(cat)\""), StringComparison.Ordinal);

    [Fact]
    public void The_machine_has_the_keyboard() =>
        Assert.Contains("<typed>", InTerminal("sh {0}", "typed\n", "sh", "-c", "test -t 0 && read -r line && printf '<%s>' \"$line\""), StringComparison.Ordinal);

    [Fact]
    public void The_interrupt_key_ends_a_machine_that_leaves_it_to_the_terminal()
    {
        string seconds = HostToolFixture.UniqueSeconds();
        Assert.Contains("<130>", InTerminal("trap : INT; sh {0}; echo \"<$?>\"", "\x03", "sleep", seconds), StringComparison.Ordinal);
        Assert.True(HostToolFixture.IsGone(seconds));
    }

    [Fact]
    public void A_machine_that_is_killed_leaves_the_terminal_as_it_was()
    {
        const string State = "stty --save; python3 -c 'import fcntl, os; print(fcntl.fcntl(0, fcntl.F_GETFL) & os.O_NONBLOCK)'";
        string[] states = InTerminal($"{State}; echo ---; sh {{0}}; echo ---; {State}", "", "python3", "-c", Killed).Split("---");
        Assert.Equal(3, states.Length);
        Assert.Contains(':', states[0]);
        Assert.Equal(states[0].Trim(), states[2].Trim());
    }

    private string InTerminal(string line, string typed, params string[] machine)
    {
        string command = Line(line, machine);
        // What is typed before somebody listens waits in the terminal, but a signal would meet the shell alone.
        return Capture(new ToolCommand("sh", "-c", "{ sleep 1; printf %s \"$2\"; sleep 1; } | script --quiet --return --command \"$1\" /dev/null", "sh", command, typed));
    }

    private string Run(string line, params string[] machine) => Capture(new ToolCommand("sh", "-c", Line(line, machine)));

    private string Line(string line, string[] machine)
    {
        string script = Script.Of("machine-run.sh", ("description", "a machine"), ("port", "2222"), ("ports", ""), ("changes", ""), ("remove", _tools.Folder.CreateFolder("copy")))
            .Replace("@MACHINE@", new ToolCommand(machine[0], [.. machine[1..]]).ToString(), StringComparison.Ordinal);
        return line.Replace("{0}", ToolCommand.Quote(_tools.Folder.Write("start.sh", script)), StringComparison.Ordinal);
    }

    private string Capture(ToolCommand command) => _tools.Host.Capture(EdiCodes.NothingToBoot, command);
}
