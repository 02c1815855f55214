using System.Text;
using CliWrap;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Machine;

/// <summary>
/// A machine that runs until it is disposed of, or until this process ends, however that dies: its guard waits for the end
/// of its standard input, which only this process holds open. It runs outside of the sandbox, where its user may open
/// /dev/kvm.
/// </summary>
internal sealed class RunningMachine : IDisposable
{
    private static readonly TimeSpan s_endTimeout = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _end = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly StringBuilder _complaints = new();
    private readonly Task<int> _process;

    /// <param name="log">Gets the command, and what QEMU complains about.</param>
    public RunningMachine(ToolCommand command, StepLog log)
    {
        var program = log.Start(command);
        var guarded = new ToolCommand("sh", ["-c", Script.Of("machine-guard.sh"), "machine-guard", command.Program, .. command.Arguments]);
        _process = HostToolRunner.ToCliWrap(guarded)
            .WithStandardInputPipe(PipeSource.Create((_, cancellation) => _end.Task.WaitAsync(cancellation)))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(log.Detail, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(
                line =>
                {
                    lock (_complaints)
                    {
                        _complaints.AppendLine(line);
                    }

                    log.Detail(line);
                },
                Encoding.UTF8))
            .ExecuteAsync(_kill.Token)
            .Task.ContinueWith(
                run =>
                {
                    program.Ended(run);
                    return run.IsCompletedSuccessfully ? run.Result.ExitCode : -1;
                },
                TaskScheduler.Default);
    }

    /// <summary>The exit code, if the machine has ended.</summary>
    public int? ExitCode => _process.IsCompleted ? _process.Result : null;

    /// <summary>What QEMU wrote to its standard error.</summary>
    public string Complaints
    {
        get
        {
            lock (_complaints)
            {
                return _complaints.ToString().Trim();
            }
        }
    }

    /// <summary>Switches the machine off, as if its plug were pulled.</summary>
    public void Dispose()
    {
        _end.TrySetResult();
        if (!_process.Wait(s_endTimeout))
        {
            _kill.Cancel();
            _process.Wait(s_endTimeout);
        }

        _kill.Dispose();
    }
}
