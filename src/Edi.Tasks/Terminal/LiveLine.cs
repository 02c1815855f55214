using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Terminal;

/// <summary>
/// A line that tells what a task is doing, below those of MSBuild's terminal logger, which has no words for that. It relies on two
/// habits of the logger: between two of its drawings the cursor is at the beginning of the empty line below its own, and before it
/// writes anything that stays it erases all from its first line to the end of the screen. So one line below that stands in nobody's
/// way, and every writing leaves the cursor where it was. Safe for several threads.
/// </summary>
internal sealed class LiveLine : IDisposable
{
    private const string KeepColumn = "\e[?7l"; // What is too long is cut off, and begins no new line.
    private const string WrapAgain = "\e[?7h";
    private const string EraseLine = "\e[2K";

    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(1); // What is over by then nobody could read.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250); // The logger erases the line with what it writes.

    private readonly ITerminal? _terminal;
    private readonly string _project;
    private readonly string _title;
    private readonly TimeSpan? _last;
    private readonly Func<string> _measure;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly CancellationTokenRegistration _onCancel;
    private readonly Timer? _timer;
    private TerminalRow? _row;
    private volatile string _detail = "";
    private volatile bool _waits;
    private bool _isShared;
    private bool _isOver;

    /// <param name="terminal">Null when nobody watches.</param>
    /// <param name="project">The project's name, which is shown where other projects have lines too; empty when nobody knows it.</param>
    /// <param name="title">What runs.</param>
    /// <param name="last">How long it ran the last time; null when it never did.</param>
    /// <param name="measure">Tells how far it is, in addition to what it is about; empty for nothing.</param>
    /// <param name="waits">Whether nothing is shown before there is something to tell.</param>
    /// <param name="cancellation">Takes the line away at once.</param>
    public LiveLine(ITerminal? terminal, string project, string title, TimeSpan? last, Func<string> measure, bool waits, CancellationToken cancellation)
    {
        (_terminal, _project, _title, _last, _measure, _waits) = (terminal, project, title, last, measure, waits);
        if (terminal is not null)
        {
            _timer = new(_ => Draw(), null, s_delay, s_interval);
            _onCancel = cancellation.Register(End);
        }
    }

    /// <summary>What it is about from now on.</summary>
    public void Show(string detail)
    {
        // Not locked: who has stopped the terminal with Ctrl-S does not stop the build.
        _detail = detail;
        _waits = false;
    }

    public void Dispose()
    {
        _onCancel.Dispose();
        _timer?.Dispose();
        End();
    }

    internal void Draw()
    {
        if (!_lock.TryEnter())
        {
            return; // The terminal has not yet taken what was drawn before.
        }

        try
        {
            if (!_isOver && !_waits)
            {
                Write(DrawText);
            }
        }
        finally
        {
            _lock.Exit();
        }
    }

    private string DrawText()
    {
        if ((_row ??= TerminalRow.TryTake(BuildName)) is not { } row)
        {
            return "";
        }

        _isShared |= !row.IsOnly;
        string title = _isShared && _project.Length > 0 ? $"{_project}: {_title}" : _title;
        string detail = string.Join(", ", new[] { _detail, _measure() }.Where(part => part.Length > 0));
        return OnRow(row.Number, KeepColumn + LiveText.Format(title, detail, _clock.Elapsed, _last, _terminal!.Width) + WrapAgain);
    }

    private static string BuildName => string.Create(CultureInfo.InvariantCulture, $"{(WorkerNode.IsRemote ? WorkerNode.Builder : null) ?? Environment.ProcessId}");

    private void End()
    {
        lock (_lock)
        {
            if (!_isOver && _row is { } row)
            {
                Write(() => OnRow(row.Number, ""));
            }

            _row?.Dispose();
            _row = null;
            _isOver = true;
        }
    }

    // The logger's line of one more project goes to the empty line, and the next empty line is the one that was the first of ours. A
    // line feed makes room at the end of the screen, where a movement would not go further.
    private static string OnRow(int number, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{EraseLine}{new string('\n', number)}\r{EraseLine}{text}\r\e[{number}A");

    // The terminal may be closed while the build goes on, and a build without this line is as good.
    private void Write(Func<string> text)
    {
        try
        {
            _terminal!.Write(text());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            _isOver = true;
        }
    }
}
