using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class ToolCommandTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("--option=a/b.c,d:e+f@g%h_i-j", "--option=a/b.c,d:e+f@g%h_i-j")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("'", @"''\'''")]
    [InlineData("a\"b", "'a\"b'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("*", "'*'")]
    [InlineData("~", "'~'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("a\nb", "'a\nb'")]
    [InlineData("ä", "'ä'")]
    [InlineData("${source:Package}", "'${source:Package}'")]
    public void What_is_shown_can_be_pasted_into_a_shell(string argument, string shown) =>
        Assert.Equal($"tool {shown} end", new ToolCommand("tool", argument, "end").ToString());

    [Fact]
    public void A_program_without_arguments_is_shown_alone() => Assert.Equal("tool", new ToolCommand("tool").ToString());

    [Fact]
    public void Environment_and_input_are_not_shown() =>
        Assert.Equal("tool a", (new ToolCommand("tool", "a") { StandardInput = "secret" }).With("PASSWORD", "secret").ToString());

    [Fact]
    public void A_variable_is_added_to_a_copy()
    {
        var command = new ToolCommand("tool");
        Assert.Equal("2", command.With("A", "1").With("A", "2").Environment["A"]);
        Assert.Empty(command.Environment);
    }
}
