using System.Diagnostics;
using System.Text.RegularExpressions;
using Edi.Tasks.Machine;

namespace Edi.Tasks.Verify;

/// <summary>What a machine has come to.</summary>
internal abstract record BootProgress
{
    /// <summary>It showed the log-in prompt after this time, and has finished all probes.</summary>
    internal sealed record Finished(TimeSpan LogIn) : BootProgress;

    /// <summary>It showed the log-in prompt after this time, and then did not come to the end of the probes.</summary>
    internal sealed record Stuck(TimeSpan LogIn, string Problem) : BootProgress;

    /// <summary>It did not boot.</summary>
    internal sealed record NotBooted(string Problem, TimeSpan After) : BootProgress;

    /// <summary>The emulation had a mishap that is none of the image's; another try may go well.</summary>
    internal sealed record Mishap(string Message) : BootProgress;
}

/// <summary>Watches a machine's console.</summary>
/// <param name="nonce">What the machine says with "finished" at its end.</param>
/// <param name="mishap">A message after which the emulated machine cannot work; null for none.</param>
internal sealed partial class BootWatch(string nonce, Regex? mishap)
{
    private readonly string _finished = $"finished {nonce}";
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan? _logIn;

    /// <summary>Watches until it is known how the machine fares.</summary>
    /// <param name="bootWithin">How long it may take to the log-in prompt.</param>
    /// <param name="probesWithin">How long all probes may take after that.</param>
    public BootProgress Watch(RunningMachine machine, SerialConsole console, TimeSpan bootWithin, TimeSpan probesWithin, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int? exitCode = machine.ExitCode; // Before the console, so that its last words are read.
            if (Judge(console.Read(), _clock.Elapsed, bootWithin, probesWithin) is { } progress)
            {
                return progress;
            }

            if (exitCode is { } code)
            {
                string problem = FormattableString.Invariant($"QEMU ended with exit code {code}. {machine.Complaints}").Trim();
                return _logIn is { } time ? new BootProgress.Stuck(time, problem) : new BootProgress.NotBooted(problem, _clock.Elapsed);
            }

            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>What a console tells after some time; null as long as nothing is decided.</summary>
    internal BootProgress? Judge(string text, TimeSpan elapsed, TimeSpan bootWithin, TimeSpan probesWithin)
    {
        if (_logIn is null && LogIn().IsMatch(KernelMessage().Replace(text, "")))
        {
            _logIn = elapsed;
        }

        if (_logIn is { } logIn && logIn <= bootWithin)
        {
            return text.Contains(_finished, StringComparison.Ordinal) ? new BootProgress.Finished(logIn)
                : elapsed > logIn + probesWithin ? new BootProgress.Stuck(logIn, $"the checks did not come to their end within {Definition.Reading.Duration.Format(probesWithin)} after the log-in prompt")
                : null;
        }

        return mishap?.Match(text) is { Success: true } found ? new BootProgress.Mishap(found.Value)
            : Hopeless().Match(text) is { Success: true } dead ? new BootProgress.NotBooted($"its console says '{dead.Value}'", elapsed)
            : elapsed > bootWithin ? new BootProgress.NotBooted($"no log-in prompt on the serial console within {Definition.Reading.Duration.Format(bootWithin)}", elapsed)
            : null;
    }

    [GeneratedRegex("login: ")]
    private static partial Regex LogIn();

    // The kernel writes to its console whatever a program is just writing there, so a message may stand within the prompt.
    [GeneratedRegex(@"\[ *[0-9]+\.[0-9]{6}\] [^\r\n]*\r?\n")]
    private static partial Regex KernelMessage();

    [GeneratedRegex(@"Kernel panic - not syncing[^\r\n]*|You are in emergency mode|EFI Shell|Target filesystem doesn't have requested [^\r\n]*|\(initramfs\)")]
    private static partial Regex Hopeless();
}
