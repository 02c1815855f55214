using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tests;

namespace Edi.Sdk.Tests.Harness;

/// <summary>A command of a project at a terminal of 80 columns and 24 lines, which script(1) makes, as everybody has it.</summary>
internal sealed partial class TerminalRun : IDisposable
{
    public const int Width = 80;
    private const int Height = 24;

    // What is appended to the file is typed.
    private const string Script =
        """
        mkfifo "$1/pipe"
        tail --follow --lines=+1 "$1/keys" >"$1/pipe" &
        keyboard=$!
        script --quiet --return --flush --command "sh $1/command" "$1/log" <"$1/pipe"
        status=$?
        kill "$keyboard"
        exit "$status"
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly RunningCommand _running;

    /// <param name="project">Where it runs.</param>
    /// <param name="command">A shell's text.</param>
    public TerminalRun(TestProject project, string command)
    {
        // No command begins in the first line, from where the cursor cannot go up.
        File.WriteAllText(_folder.PathOf("command"), string.Create(CultureInfo.InvariantCulture, $"stty cols {Width} rows {Height}\necho '$'\n{command}\n"));
        File.WriteAllText(_folder.PathOf("keys"), "");
        File.WriteAllText(Log, "");
        _running = project.Start("env", "TERM=xterm-256color", "sh", "-c", Script, "sh", _folder.PathOf(""));
    }

    /// <summary>All that was written to the terminal so far.</summary>
    public string Written
    {
        get
        {
            using var log = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return Frame().Replace(log.ReadToEnd(), "");
        }
    }

    private string Log => _folder.PathOf("log");

    /// <summary>What stands there now.</summary>
    public TerminalScreen Screen => new TerminalScreen(Width, Height).Write(Written);

    /// <summary>Each different content that the screen had after a drawing of MSBuild's logger or of ours.</summary>
    public IEnumerable<string> Screens
    {
        get
        {
            var screen = new TerminalScreen(Width, Height);
            string last = "";
            foreach (string drawing in DrawingEnd().Split(Written))
            {
                string text = screen.Write(drawing).Text;
                if (text != last)
                {
                    yield return last = text;
                }
            }
        }
    }

    /// <summary>Waits until the screen has a text.</summary>
    public async Task<TerminalScreen> WaitForAsync(string text)
    {
        while (!Screen.Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_running.HasExited, $"It ended without '{text}':\n{Screen.Text}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return Screen;
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt() => File.AppendAllText(_folder.PathOf("keys"), "\u0003");

    /// <summary>Waits for the command's end; nothing that it wrote is unknown to the screen.</summary>
    public async Task<TerminalEnd> EndAsync()
    {
        var outcome = await _running.EndAsync();
        var screen = Screen;
        Assert.Empty(screen.Unknown.Distinct());
        return new(outcome.ExitCode, screen.Text);
    }

    public void Dispose()
    {
        _running.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("^Script started on [^\n]*\n|\n?Script done on [^\n]*\n?$")]
    private static partial Regex Frame();

    // The logger shows the cursor at the end of each of its drawings; ours end with the way back to it.
    [GeneratedRegex(@"(?<=\e\[\?25h|\e\[\dA)")]
    private static partial Regex DrawingEnd();
}

/// <summary>What a command has left at a terminal.</summary>
/// <param name="ExitCode">The command's.</param>
/// <param name="Text">All that stands there, also what has scrolled away.</param>
internal sealed record TerminalEnd(int ExitCode, string Text)
{
    /// <summary>The text of a command that succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Text}");
        return Text;
    }
}
