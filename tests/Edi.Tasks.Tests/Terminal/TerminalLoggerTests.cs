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
        Assert.Equal(isOn, TerminalLogger.IsOn(["build", argument], _ => null, isOutputRedirected: false));

    [Theory]
    [InlineData("off", false)]
    [InlineData("false", false)]
    [InlineData("auto", true)]
    public void So_does_a_variable(string value, bool isOn) =>
        Assert.Equal(isOn, TerminalLogger.IsOn(["build"], name => name == "MSBUILDTERMINALLOGGER" ? value : null, isOutputRedirected: false));

    [Fact]
    public void Without_a_terminal_it_is_off() => Assert.False(TerminalLogger.IsOn(["build"], _ => null, isOutputRedirected: true));

    /// <summary>A file of switches may have switched it off, and a switch may have forced it on where there is no terminal.</summary>
    [Theory]
    [InlineData("1", "-tl:off", true, true)]
    [InlineData("0", "-tl:on", false, false)]
    public void What_MSBuild_says_of_it_counts_most(string mark, string argument, bool isOutputRedirected, bool isOn) =>
        Assert.Equal(isOn, TerminalLogger.IsOn(["build", argument], name => name == "_MSBUILDTLENABLED" ? mark : null, isOutputRedirected));
}
