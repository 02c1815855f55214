using System.Diagnostics;
using System.Globalization;
using CliWrap;

namespace Edi.Tasks.Processes;

/// <summary>A program that a <see cref="StepLog"/> has seen begin. How it ends is logged once.</summary>
internal sealed class LoggedProgram(StepLog log, string program)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Exited(int exitCode) => End(string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}"));

    /// <summary>For a program that runs beside others: it has ended as <paramref name="run"/> did.</summary>
    public void Ended(Task<CommandResult> run)
    {
        if (run.IsCompletedSuccessfully)
        {
            Exited(run.Result.ExitCode);
        }
        else
        {
            Killed();
        }
    }

    /// <summary>It was killed, since nobody waits for its end any more.</summary>
    public void Killed() => End("killed");

    /// <summary>It did not even begin.</summary>
    public void NotStarted() => End("not started");

    private void End(string how) =>
        log.Detail(string.Create(CultureInfo.InvariantCulture, $"= {program}: {how}, {_clock.Elapsed.TotalSeconds:0.000} s"));
}
