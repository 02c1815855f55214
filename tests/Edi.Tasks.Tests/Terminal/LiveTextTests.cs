using Edi.Tasks.Terminal;

namespace Edi.Tasks.Tests;

public sealed class LiveTextTests
{
    [Theory]
    [InlineData("EdiImage", "", 3.9, null, 30, "  EdiImage                3 s")]
    [InlineData("EdiImage", "mke2fs", 12.0, 35.4, 48, "  EdiImage: mke2fs         12 s, last time 35 s")]
    [InlineData("EdiConfigure.100_machine", "Install the packages of the machine", 106.5, 1235.0, 80, "  EdiConfigure.100_machine: Install the packages of t…  106 s, last time 1235 s")]
    [InlineData("EdiConfigure.100_machine", "Install", 3.0, null, 30, "  EdiConfigure.100_mach…  3 s")]
    [InlineData("EdiImage", "", 106.0, 106.0, 20, "  EdiImage")]
    [InlineData("EdiImage", "", 106.0, 106.0, 8, "  EdiI…")]
    [InlineData("EdiImage", "", 106.0, 106.0, 1, "")]
    public void What_runs_stands_left_and_its_times_right(string title, string detail, double elapsed, double? last, int width, string expected)
    {
        string text = LiveText.Format(title, detail, TimeSpan.FromSeconds(elapsed), last is { } seconds ? TimeSpan.FromSeconds(seconds) : null, width);
        Assert.Equal(expected, text);
        Assert.True(text.Length < width || text.Length == 0);
    }

    /// <summary>A task's name, or what a program in an image prints, may hold anything.</summary>
    [Theory]
    [InlineData("a\e[2Jb", "a?[2Jb")]
    [InlineData("a\r\nb\tc", "a??b c")]
    [InlineData("a\u009b31mb", "a?31mb")]
    [InlineData("a\u202eb\u200dc\u2028d", "abcd")]
    [InlineData("päckchen 漢字 🐧", "päckchen 漢字 🐧")]
    public void Nothing_in_it_commands_the_terminal(string text, string expected) => Assert.Equal(expected, LiveText.Clean(text));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("ä", 1)]
    [InlineData("a\u0308", 1)]
    [InlineData("漢字", 4)]
    [InlineData("🐧", 2)]
    [InlineData("a → b…", 6)]
    public void Its_width_is_never_less_than_a_terminal_takes(string text, int width) => Assert.Equal(width, LiveText.Width(text));

    [Theory]
    [InlineData("漢字漢字", 8, "漢字漢字")]
    [InlineData("漢字漢字", 7, "漢字漢…")]
    [InlineData("漢字漢字", 6, "漢字…")]
    [InlineData("漢字漢字", 1, "…")]
    [InlineData("漢字漢字", 0, "")]
    public void It_is_cut_between_characters(string text, int width, string expected) => Assert.Equal(expected, LiveText.Shorten(text, width));
}
