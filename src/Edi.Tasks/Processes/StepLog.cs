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

    // A reason may stand before what a tool says of its consequences.
    private const int RecentLength = 60;

    private readonly string? _path;
    private readonly StreamWriter _file;
    private readonly Action<string> _show;
    private readonly Action<string> _showDetail;
    private readonly Action<string>? _showProgram;
    private Secrets _secrets;
    private readonly Queue<string> _recent = new();
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
                return string.Join(Environment.NewLine, _recent.TakeLast(TailLength));
            }
        }
    }

    /// <summary>The last lines of output, more of them, for who looks for a reason.</summary>
    public ImmutableArray<string> Recent
    {
        get
        {
            lock (_lock)
            {
                return [.. _recent];
            }
        }
    }

    /// <summary>A failure with what programs have printed, as much of it as the code is worth, and the place of this log, if it is a file.</summary>
    public EdiException Explain(EdiException failure)
    {
        failure = _refusedOwners.Explain(failure);
        var problem = failure.Problems[0];
        string message = string.Join(' ', new[] { problem.Message, Reason(problem.Code.Output), Place(problem.Code.Output) }.OfType<string>());
        return message == problem.Message ? failure : new(failure.Problems.SetItem(0, problem with { Message = message }));
    }

    private string? Reason(ShownOutput output) =>
        output != ShownOutput.Reason || Recent is not [.., var last] ? null
        : ProgramReason.Find(Recent) is { } reason ? $"It said: {reason.TrimEnd('.')}."
        : $"Its last line: {last.TrimEnd('.')}.";

    private string? Place(ShownOutput output) => (output, Tail) switch
    {
        (ShownOutput.Nothing, _) or (_, "") => null,
        (ShownOutput.LastLines, var tail) => $"{(_path is null ? "The last lines" : $"The whole log: {_path}. Its last lines")}:{Environment.NewLine}{tail}",
        _ => _path is null ? null : $"The whole log: {_path}.",
    };

    /// <summary>Masks these values, too, from now on.</summary>
    public void Hide(IEnumerable<string> values) => _secrets = _secrets.With(values);

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
                _recent.Enqueue(line);
                if (_recent.Count > RecentLength)
                {
                    _recent.Dequeue();
                }
            }
        }

        show(line);
    }
}
