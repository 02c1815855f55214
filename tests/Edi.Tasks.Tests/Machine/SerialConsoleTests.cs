using Edi.Tasks.Machine;

namespace Edi.Tasks.Tests;

public sealed class SerialConsoleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_machine_that_has_said_nothing_yet_has_an_empty_console() => Assert.Equal("", new SerialConsole(_folder.At("none")).Read());

    [Fact]
    public void The_last_lines_have_no_colours_and_no_empty_lines() => Assert.Equal(
        $"[  OK  ] Started{Environment.NewLine}login: ",
        new SerialConsole(_folder.Write("log", "[\x1B[0;32m  OK  \x1B[0m] Started\r\n\r\n\x1B[?25hlogin: ")).Tail());
}
