using Edi.Tasks.Terminal;
using Edi.Tests;

namespace Edi.Tasks.Tests;

/// <summary>The line of a task beside what MSBuild's terminal logger draws, which these tests draw as that does.</summary>
public sealed class LiveLineTests : IDisposable
{
    private const int Width = 60;

    private readonly ScreenTerminal _terminal = new(new(Width, height: 6));
    private readonly CancellationTokenSource _cancellation = new();
    private readonly LiveLine _live;

    public LiveLineTests()
    {
        _live = Create("one", () => "");
        Screen.Write("$ dotnet build\r\n");
    }

    private TerminalScreen Screen => _terminal.Screen;

    /// <summary>What stands below the command.</summary>
    private string[] Lines => Screen.Lines[1..];

    public void Dispose()
    {
        _live.Dispose();
        _cancellation.Dispose();
    }

    [Fact]
    public void It_stands_below_the_loggers_lines_and_an_empty_one()
    {
        DrawNodes(0, "  one image   EdiConfigure (3.0s)");
        _live.Show("Install packages");
        var cursor = Screen.Cursor;
        _live.Draw();
        Assert.Equal(["  one image   EdiConfigure (3.0s)", "", Line("Install packages")], Lines);
        Assert.Equal(cursor, Screen.Cursor);
    }

    [Fact]
    public void The_loggers_drawing_and_its_own_leave_each_other_alone()
    {
        int nodes = 0;
        foreach (string[] drawn in new string[][] { ["  a (1.0s)"], ["  a (1.1s)"], ["  a (1.2s)", "  b (0.1s)"], ["  a (1.3s)", "  b (0.2s)"], ["  b (0.3s)"] })
        {
            DrawNodes(nodes, drawn);
            nodes = drawn.Length;
            _live.Draw();
            Assert.Equal([.. drawn, "", Line("")], Lines);
        }
    }

    /// <summary>Before it writes anything that stays, the logger erases from its first line on.</summary>
    [Fact]
    public void What_the_logger_writes_for_good_is_whole()
    {
        DrawNodes(0, "  a (1.0s)");
        _live.Draw();
        Screen.Write("\e[2F\r\n\e[JAttempting to cancel the build...\r\n");
        DrawNodes(0, "  a (1.1s)");
        Assert.Equal(["Attempting to cancel the build...", "  a (1.1s)"], Lines);
        _live.Draw();
        Assert.Equal(["Attempting to cancel the build...", "  a (1.1s)", "", Line("")], Lines);
    }

    [Fact]
    public void At_the_end_of_the_screen_it_makes_room_once()
    {
        Screen.Write("1\r\n2\r\n3\r\n4\r\n5\r\n");
        DrawNodes(0, "  a (1.0s)");
        for (int i = 0; i < 5; i++)
        {
            _live.Draw();
            DrawNodes(1, "  a (1.0s)");
        }

        Assert.Equal(["1", "2", "3", "4", "5", "  a (1.0s)", "", Line("")], Lines);
    }

    [Fact]
    public void Nothing_of_it_is_left_when_its_task_ends()
    {
        DrawNodes(0, "  a (1.0s)");
        _live.Draw();
        _live.Dispose();
        _live.Draw();
        Assert.Equal(["  a (1.0s)"], Lines);
        Assert.Equal((2, 0), Screen.Cursor);
    }

    [Fact]
    public void Nothing_of_it_is_left_when_its_task_is_cancelled()
    {
        DrawNodes(0, "  a (1.0s)");
        _live.Draw();
        _cancellation.Cancel();
        _live.Show("more");
        _live.Draw();
        Assert.Equal(["  a (1.0s)"], Lines);
    }

    [Fact]
    public void Each_project_has_a_line_with_its_name_where_several_have_one()
    {
        _live.Draw();
        Assert.Equal(["", Line("")], Lines);
        using (var other = Create("two", () => "3 MiB written"))
        {
            other.Draw();
            _live.Draw();
            Assert.Equal(["", LiveText.Format("one: EdiConfigure", "", TimeSpan.Zero, null, Width), LiveText.Format("two: EdiConfigure", "3 MiB written", TimeSpan.Zero, null, Width)], Lines);
        }

        _live.Draw();
        Assert.Equal(2, Lines.Length);
    }

    [Fact]
    public void A_line_that_waits_is_not_there_before_it_has_something_to_tell()
    {
        using var waiting = new LiveLine(_terminal, "", "EdiInstallHostTools", null, () => "", waits: true, _cancellation.Token);
        waiting.Draw();
        Assert.Empty(Lines);
        waiting.Show("unpacking zstd");
        waiting.Draw();
        Assert.Contains("EdiInstallHostTools: unpacking zstd", Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_that_was_closed_does_not_end_the_build()
    {
        _terminal.IsClosed = true;
        _live.Draw();
        _live.Dispose();
        Assert.Empty(Lines);
    }

    [Fact]
    public void Without_a_terminal_it_does_nothing()
    {
        using var none = new LiveLine(null, "one", "EdiImage", null, () => throw new InvalidOperationException(), waits: false, CancellationToken.None);
        none.Show("mke2fs");
    }

    private static string Line(string detail) => LiveText.Format("EdiConfigure", detail, TimeSpan.Zero, null, Width);

    // The test decides when it is drawn; the timer begins after the test's end.
    private LiveLine Create(string project, Func<string> measure) => new(_terminal, project, "EdiConfigure", null, measure, waits: false, _cancellation.Token);

    /// <summary>As TerminalNodesFrame of MSBuild does: up to the first line, each line anew or added, and what is left over erased.</summary>
    private void DrawNodes(int before, params string[] nodes)
    {
        Screen.Write($"\e[?25l\e[{before + 1}F\r\n");
        for (int i = 0; i < nodes.Length; i++)
        {
            Screen.Write(i < before ? $"\e[K{nodes[i]}\r\n" : $"{nodes[i]}\r\n");
        }

        Screen.Write(nodes.Length < before ? "\e[J\e[?25h" : "\e[?25h");
    }

    private sealed class ScreenTerminal(TerminalScreen screen) : ITerminal
    {
        public TerminalScreen Screen => screen;

        public bool IsClosed { get; set; }

        public int Width => LiveLineTests.Width;

        // The kernel's terminal makes two characters of a line feed.
        public void Write(string text) => screen.Write(IsClosed ? throw new IOException("Input/output error") : text.Replace("\n", "\r\n", StringComparison.Ordinal));
    }
}
