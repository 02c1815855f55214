using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks;

/// <summary>
/// Ends a build that is told to end by SIGTERM or SIGHUP. The dotnet command line answers SIGTERM with exit code 0 at
/// once, without cancelling a task, and does not answer SIGHUP; here the running task is cancelled first, and the exit
/// code is 128 and the signal's number, as a shell reports it.
/// </summary>
internal sealed class TerminationSignals : IDisposable
{
    private const string Key = "Edi.TerminationSignals";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<EdiTask, ManualResetEventSlim> _running = new();
    private readonly ConcurrentDictionary<string, bool> _owned = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _isLeaving;

    private TerminationSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, 15)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => OnSignal(context, 1)),
    ];

    /// <summary>The signals' handler of this build. It is registered from the first of our tasks to the end of the build.</summary>
    public static TerminationSignals Of(IBuildEngine4 engine)
    {
        lock (typeof(TerminationSignals))
        {
            if (engine.GetRegisteredTaskObject(Key, RegisteredTaskObjectLifetime.Build) is not TerminationSignals signals)
            {
                signals = new();
                engine.RegisterTaskObject(Key, signals, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            }

            return signals;
        }
    }

    /// <summary>Tells that a task runs, until the result is disposed.</summary>
    public IDisposable Enter(EdiTask task)
    {
        var done = _running[task] = new();
        return new Leave(() =>
        {
            done.Set();
            _running.TryRemove(task, out _);
            if (_isLeaving)
            {
                // Else the build would end on its own, with another exit code than the signal's.
                Thread.Sleep(Timeout.Infinite);
            }
        });
    }

    /// <summary>Remembers folders in which this build leaves files.</summary>
    public void Own(IEnumerable<string> directories)
    {
        foreach (string directory in directories)
        {
            _owned[directory] = true;
        }
    }

    /// <summary>Gives what this build has left so far to the user who called sudo.</summary>
    public void GiveBack() => Ownership.GiveBack(_owned.Keys);

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void OnSignal(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        _isLeaving = true;
        foreach (var (task, done) in _running)
        {
            task.Cancel();
            done.Wait(Patience);
        }

        try
        {
            GiveBack(); // The signal may have come between two tasks.
        }
        catch (EdiException)
        {
            // Nobody reads a build's errors any more.
        }

        Environment.Exit(128 + number);
    }

    private sealed class Leave(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
