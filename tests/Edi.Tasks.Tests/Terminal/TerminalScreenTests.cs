using Edi.Tests;

namespace Edi.Tasks.Tests;

/// <summary>The terminal of the tests is one.</summary>
public sealed class TerminalScreenTests
{
    [Theory]
    [InlineData("abc\rX", "Xbc")]
    [InlineData("a\tb\tc", "a       bc")]
    [InlineData("abcdefghijk", "abcdefghij\nk")]
    [InlineData("\e[?7labcdefghijk\e[?7h", "abcdefghik")]
    [InlineData("a\r\nb\r\n\e[2Fx", "x\nb")]
    [InlineData("a\r\nb\r\n\e[1A!", "a\n!")]
    [InlineData("abc\e[2D!", "a!c")]
    [InlineData("\e[120G\e[3Dabc", "      abc")]
    [InlineData("abc\r\ndef\e[1F\e[J", "")]
    [InlineData("abc\r\e[K", "")]
    [InlineData("abc\e[2K!", "   !")]
    [InlineData("1\r\n2\r\n3\r\n4", "1\n2\n3\n4")]
    [InlineData("\e[32;1mgreen\e[m \e]8;;file:///x\e\\link\e]8;;\e\\", "green link")]
    [InlineData("\e]9;4;3;\e\\a\e]0;title\ab\e[?25l", "ab")]
    public void It_shows_what_was_written(string written, string expected)
    {
        var screen = new TerminalScreen(10, 3).Write(written);
        Assert.Equal(expected, screen.Text);
        Assert.Empty(screen.Unknown);
    }

    [Fact]
    public void It_tells_each_line_with_those_that_it_continues()
    {
        var lines = new List<string>();
        new TerminalScreen(4, 3) { OnLine = lines.Add }.Write("abcdefghij\r\nk\r\n");
        Assert.Equal(["abcdefghij", "k"], lines);
    }

    [Fact]
    public void It_tells_what_it_does_not_know() =>
        Assert.Equal(["CSI 3;4H", "ESC 7", "7"], new TerminalScreen(4, 3).Write("\e[3;4H\e7\a").Unknown);
}
