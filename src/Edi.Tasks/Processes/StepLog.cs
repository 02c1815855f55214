using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>
/// A step's log file: every command line, how each program ended and after which time, and every line that it printed, all
/// without secrets. MSBuild gets the same, and so its binary log. Safe for several threads.
/// </summary>
internal sealed class StepLog : IDisposable
{
    private const int TailLength = 15;

    private static readonly ImmutableHashSet<string> s_wrappers = ["sh", "env", "setsid", "sudo", "python3"];

    private readonly string? _path;
    private readonly StreamWriter _file;
    private readonly Action<string> _show;
    private readonly Action<string> _showDetail;
    private readonly Action<string>? _showProgram;
    private readonly Secrets _secrets;
    private readonly Queue<string> _tail = new();
    private readonly RefusedOwners _refusedOwners = new();
    private readonly Lock _lock = new();

    /// <param name="path">The file; an older one is replaced. Null for none.</param>
    /// <param name="show">Receives what a user wants to see while the step runs.</param>
    /// <param name="showDetail">Receives the rest: command lines, how they ended, captured output.</param>
    /// <param name="secrets">What is masked besides the passwords of URLs.</param>
    /// <param name="showProgram">Told the name of each program that begins to work; not of those that only start another one.</param>
    public StepLog(string? path, Action<string> show, Action<string> showDetail, Secrets? secrets = null, Action<string>? showProgram = null)
    {
        _path = path;
        if (path is null)
        {
            _file = StreamWriter.Null;
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _file = new StreamWriter(path) { AutoFlush = true };
        }

        _show = show;
        _showDetail = showDetail;
        _showProgram = showProgram;
        _secrets = secrets ?? Secrets.None;
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

    /// <summary>A failure with the place of this log, if it is a file, and its last lines, if a program has printed any.</summary>
    public EdiException Explain(EdiException failure)
    {
        failure = _refusedOwners.Explain(failure);
        return Tail is not { Length: > 0 } tail ? failure : new(failure.Problems.SetItem(
            0,
            failure.Problems[0] with
            {
                Message = $"{failure.Problems[0].Message} {(_path is null ? "The last lines" : $"The whole log: {_path}. Its last lines")}:{Environment.NewLine}{tail}",
            }));
    }

    /// <summary>What went wrong although no program has failed; null when nothing did.</summary>
    public EdiProblem? Warning => _refusedOwners.Warning;

    /// <summary>Logs the command line of a program that now begins; the result is to be told how it ends.</summary>
    public LoggedProgram Start(ToolCommand command)
    {
        // Before they are quoted, since a secret may have what is.
        command = command with { Arguments = [.. command.Arguments.Select(_secrets.Mask)] };
        Detail($"+ {command}");
        string name = Path.GetFileName(command.Program);
        if (!s_wrappers.Contains(name))
        {
            _showProgram?.Invoke(name);
        }

        return new(this, command.Program);
    }

    public void Output(string line) => Write(line, _show, inTail: true);

    public void Detail(string line) => Write(line, _showDetail, inTail: false);

    public void Dispose() => _file.Dispose();

    private void Write(string line, Action<string> show, bool inTail)
    {
        line = _secrets.Mask(line);
        lock (_lock)
        {
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {line}"));
            if (inTail)
            {
                _refusedOwners.Look(line);
            }

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
