using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Verify;

namespace Edi.Tasks.Tests;

/// <summary>What is made of the machine's answers, and that the scripts are right: those that need no systemd run here.</summary>
public sealed class ProbeTests : IDisposable
{
    private static readonly SourcePosition s_place = new("definition.yml", 3, 5, 3, 9);
    private static readonly CheckProbes s_probes = new(TimeSpan.FromMinutes(2));

    private readonly TemporaryFolder _folder = new();
    private readonly HostToolFixture _tools = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tools.Dispose();
    }

    [Theory]
    [InlineData("active\n", null)]
    [InlineData("inactive\n", "expected the state 'active', found 'inactive'")]
    [InlineData("", "expected the state 'active', found ''")]
    public void A_unit_is_active(string output, string? failure) =>
        Assert.Equal(failure, s_probes.For(new CheckDefinition.Unit("ssh.service", s_place), 1).Judge(Answer(output)));

    [Fact]
    public void The_status_of_a_unit_that_is_not_active_is_shown() =>
        Assert.EndsWith("disk full", s_probes.For(new CheckDefinition.Unit("a.service", s_place), 1).Judge(new(0, "failed\n", "disk full\n", TimeSpan.Zero)), StringComparison.Ordinal);

    [Theory]
    [InlineData("running\n", null)]
    [InlineData("degraded\na.service loaded failed failed A\n", "expected none, found a.service")]
    [InlineData("degraded\n● a.service loaded failed failed A\nodd.service loaded failed failed O\n", "expected none, found a.service")]
    [InlineData("degraded\nodd.service loaded failed failed O\n", null)]
    [InlineData("starting\n", "expected that the start-up comes to its end, found the state 'starting'")]
    [InlineData("", "expected that the start-up comes to its end, found the state ''")]
    public void A_unit_that_failed_is_named(string output, string? failure) =>
        Assert.Equal(failure, s_probes.NoUnitFailed(["odd.service"]).Judge(Answer(output)));

    [Theory]
    [InlineData("644 root root\nhello\n", null)]
    [InlineData("644 root root\nhello", null)]
    [InlineData("600 root root\nhello", "expected the mode 0644, found 0600")]
    [InlineData("4644 root root\nhello", "expected the mode 0644, found 4644")]
    [InlineData("644 ada root\nhello", "expected the owner root, found ada")]
    [InlineData("644 root staff\nhello", "expected the group root, found staff")]
    [InlineData("644 root root\nhi", "expected the content 'hello', found 'hi'")]
    [InlineData("", "expected its mode, owner and group, found ''")]
    public void A_file_is_as_described(string output, string? failure) =>
        Assert.Equal(failure, s_probes.For(new CheckDefinition.File("/f", "hello", null, "0644", "root", "root", s_place), 1).Judge(Answer(output)));

    [Fact]
    public void The_script_for_a_file_answers_what_is_judged()
    {
        string file = _folder.Write("it's a file", "one\ntwo\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Null(Ask(new CheckDefinition.File(file, "one\ntwo", null, "600", null, null, s_place)));
        Assert.Null(Ask(new CheckDefinition.File(file, null, "two", null, null, null, s_place)));
        Assert.StartsWith("expected 'three' in its content", Ask(new CheckDefinition.File(file, null, "three", null, null, null, s_place)), StringComparison.Ordinal);
        Assert.Null(Ask(new CheckDefinition.File(_folder.At(""), null, null, null, null, null, s_place)));
        Assert.StartsWith("there is no such file", Ask(new CheckDefinition.File(_folder.At("none"), null, null, null, null, null, s_place)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_for_a_port_answers_what_is_judged()
    {
        using var open = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0);
        open.Start();
        int port = ((System.Net.IPEndPoint)open.LocalEndpoint).Port;
        Assert.Null(Ask(new CheckDefinition.Port(port, PortProtocol.Tcp, s_place)));
    }

    [Theory]
    [InlineData("id -u >/dev/null; echo a; echo b", 0, "a\nb", null, null)]
    [InlineData("echo a", 0, "b", null, "expected the output 'b', found 'a'")]
    [InlineData("echo 'it is 3'; exit 4", 4, null, "is [0-9]$", null)]
    [InlineData("echo a", 0, null, "^b", "expected output that matches '^b', found 'a'")]
    [InlineData("exit 3", 0, null, null, "expected the exit code '0', found '3'")]
    public void A_command_answers(string line, int exitCode, string? output, string? matches, string? failure) =>
        Assert.Equal(failure, Ask(new CheckDefinition.Command("c", line, exitCode, output, matches, s_place)));

    [Fact]
    public void What_takes_too_long_is_told() => Assert.Equal(
        "it took longer than 2 min",
        s_probes.For(new CheckDefinition.Command("c", "sleep 1000", 0, null, null, s_place), 1).Judge(new(124, "", "", TimeSpan.FromMinutes(2))));

    [Theory]
    [InlineData(0, "installed\n", null)]
    [InlineData(0, "config-files\n", "expected the state 'installed', found 'config-files'")]
    [InlineData(1, "", "the package is not installed")]
    public void A_package_is_installed(int exitCode, string output, string? failure) =>
        Assert.Equal(failure, s_probes.For(new CheckDefinition.Package("p", s_place), 1).Judge(new(exitCode, output, "", TimeSpan.Zero)));

    [Fact]
    public void The_script_for_a_package_answers_what_is_judged()
    {
        Assert.Null(Ask(new CheckDefinition.Package("dpkg", s_place)));
        Assert.StartsWith("the package is not installed", Ask(new CheckDefinition.Package("no-such-package", s_place)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_has_a_place_of_its_own_on_the_machine()
    {
        var probe = s_probes.For(new CheckDefinition.Program("/home/ada/tests/works", s_place), 7);
        Assert.Equal(new ProbeProgram("/home/ada/tests/works", "/edi-verify/programs/0007-works"), probe.Program);
        Assert.Null(probe.Judge(Answer("")));
        Assert.Equal($"it ended with exit code 2{Environment.NewLine}bad", probe.Judge(new(2, "", "bad\n", TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1", "22")]
    [InlineData("   0: 3500007F:0035 00000000:0000 0A 00000000:00000000", "")]
    [InlineData("   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 0:0", "22")]
    [InlineData("   0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 0:0", "")]
    [InlineData("   1: 0F02000A:0016 0202000A:8D04 01 00000000:00000000", "")]
    [InlineData("  sl  local_address rem_address   st\nnonsense\n\n", "")]
    public void Only_who_listens_for_other_machines_counts(string table, string ports) =>
        Assert.Equal(ports, string.Join(' ', ListeningPorts.In(table, PortProtocol.Tcp)));

    [Fact]
    public void Answers_that_are_not_whole_are_none()
    {
        var answers = new ProbeAnswers(_folder.At(""));
        Assert.Null(answers.Find("0001"));
        foreach (string end in new[] { "", "0", "0 1.0", "x 1.0 2.0", "0 1.0 x", "0 1.0 2.0 3.0", "\0\0\0" })
        {
            _folder.Write("0001.end", end);
            Assert.Null(answers.Find("0001"));
        }

        _folder.Write("0001.end", "7 10.25 12.75\n");
        Assert.Equal(new ProbeAnswer(7, "", "", TimeSpan.FromSeconds(2.5)), answers.Find("0001"));
        File.WriteAllBytes(_folder.At("0001.out"), [0xFF, (byte)'a', 0x00, (byte)'\r', (byte)'\n']);
        Assert.Equal("\uFFFDa\0\n", answers.Find("0001")!.Output);
        _folder.Write("0001.out", new string('x', 100_000));
        Assert.EndsWith("[cut]", answers.Find("0001")!.Output, StringComparison.Ordinal);
    }

    private string? Ask(CheckDefinition check)
    {
        var probe = s_probes.For(check, 1);
        Assert.Equal(s_place, probe.Position);
        var output = new List<string>();
        int exitCode = _tools.Host.Run(new ToolCommand("sh", "-c", probe.Script), output.Add);
        return probe.Judge(Answer(string.Concat(output.Select(line => line + "\n"))) with { ExitCode = exitCode });
    }

    private static ProbeAnswer Answer(string output) => new(0, output, "", TimeSpan.FromSeconds(1));
}
