using Edi.Images.Tests.Harness;
using Edi.Tests;

namespace Edi.Images.Tests.GenericAmd64;

/// <summary><c>dotnet run</c> at a terminal, with somebody who types.</summary>
[Collection<GenericAmd64Shared>]
[Trait("Category", "Boot")]
public sealed class GenericAmd64TerminalTests(GenericAmd64Image built)
{
    // Arguments: LOG PROGRAM ARGUMENT...; it waits for each text at the terminal, then types. As in a person's shell, the
    // program is in a terminal's session, and that shell looks at the modes before and after it.
    private const string Person =
        """
        import os, pty, re, select, sys, time
        child, terminal = pty.fork()
        if child == 0:
            os.execvp("sh", ["sh", "-c", "stty --save; \"$@\"; echo \"ended $?\"; stty --save", "sh", *sys.argv[2:]])
        log = open(sys.argv[1], "wb")
        text = b""
        def read(end):
            global text
            if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
                sys.exit("nothing more at the terminal")
            try:
                data = os.read(terminal, 4096)
            except OSError:
                return False
            text += data
            log.write(data)
            log.flush()
            return bool(data)
        for expected, typed in [
            (rb"login: ", b"pi\r"), (rb"Password: ", b"raspberry\r"), (rb"\$ ", b"echo $((6 * 7))-answers\r"),
            (rb"42-answers", b"\x03"), (rb"\$ ", b"\x01x"),
        ]:
            end = time.monotonic() + 900
            seen = len(text)
            while not re.search(expected, text[seen:]):
                if not read(end):
                    sys.exit("it has ended before " + expected.decode())
            os.write(terminal, typed)
        end = time.monotonic() + 120
        while read(end):
            pass
        lines = text.decode(errors="replace").replace("\r", "").strip().split("\n")
        # dotnet sets the keypad's mode before it ends.
        print(re.search("ended.*", lines[-2])[0], "same modes" if lines[0] == lines[-1] else f"{lines[0]} became {lines[-1]}")
        """;

    [LongFact]
    public async Task Somebody_logs_in_runs_a_command_and_switches_the_machine_off()
    {
        string log = Repository.LogFile("generic-amd64.person.terminal");
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase));
        string end = await HostProgram.RequireAsync(
            "env",
            [
                $"--chdir={built.Project.Directory}", .. variables.Select(name => $"--unset={name}"),
                "python3", "-c", Person, log, "dotnet", "run", "--no-build", "--project", built.Project.File,
            ]);
        Assert.Equal("ended 0 same modes", end.Trim());
    }
}
