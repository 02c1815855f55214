using System.Globalization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>A step's log file: every command line and every line that a program printed, without the passwords of URLs. Safe for several threads.</summary>
internal sealed class StepLog : IDisposable
{
    private const int TailLength = 15;

    private readonly string _path;
    private readonly StreamWriter _file;
    private readonly Action<string> _show;
    private readonly Action<string> _showDetail;
    private readonly Queue<string> _tail = new();
    private readonly Lock _lock = new();

    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="show">Receives what a user wants to see while the step runs.</param>
    /// <param name="showDetail">Receives the rest: command lines, captured output.</param>
    public StepLog(string path, Action<string> show, Action<string> showDetail)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _path = path;
        _file = new StreamWriter(path) { AutoFlush = true };
        _show = show;
        _showDetail = showDetail;
    }

    /// <summary>The last lines of output, for an error message.</summary>
    public string Tail
    {
        get
        {
            lock (_lock)
            {
                return string.Join(Environment.NewLine, _tail);
            }
        }
    }

    /// <summary>A failure with the place of this log and its last lines, if a program has printed any.</summary>
    public EdiException Explain(EdiException failure) => Tail is not { Length: > 0 } tail ? failure : new(failure.Problems.SetItem(
        0,
        failure.Problems[0] with
        {
            Message = $"{failure.Problems[0].Message} The whole log: {_path}. Its last lines:{Environment.NewLine}{tail}",
        }));

    public void Command(ToolCommand command) => Write($"+ {command}", _showDetail, inTail: false);

    public void Output(string line) => Write(line, _show, inTail: true);

    public void Detail(string line) => Write(line, _showDetail, inTail: false);

    public void Dispose() => _file.Dispose();

    private void Write(string line, Action<string> show, bool inTail)
    {
        line = Passwords.Mask(line);
        lock (_lock)
        {
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {line}"));
            if (inTail && !string.IsNullOrWhiteSpace(line))
            {
                _tail.Enqueue(line);
                if (_tail.Count > TailLength)
                {
                    _tail.Dequeue();
                }
            }
        }

        show(line);
    }
}
