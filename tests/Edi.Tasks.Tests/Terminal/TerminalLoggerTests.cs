using Edi.Tasks.Terminal;

namespace Edi.Tasks.Tests;

public sealed class TerminalLoggerTests
{
    [Theory]
    [InlineData("-t:EdiShell", true)]
    [InlineData("-tl:off", false)]
    [InlineData("--tl:off", false)]
    [InlineData("/tl:false", false)]
    [InlineData("-terminalLogger:OFF", false)]
    [InlineData("-tl:on", true)]
    [InlineData("-tl", true)]
    [InlineData("-p:tl=off", true)]
    public void The_command_line_switches_it_off(string argument, bool isOn) =>
        Assert.Equal(isOn, TerminalLogger.IsOn(["build", argument], _ => null));

    [Theory]
    [InlineData("off", false)]
    [InlineData("false", false)]
    [InlineData("auto", true)]
    public void So_does_a_variable(string value, bool isOn) =>
        Assert.Equal(isOn, TerminalLogger.IsOn(["build"], name => name == "MSBUILDTERMINALLOGGER" ? value : null));
}
