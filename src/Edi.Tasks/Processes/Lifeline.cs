using System.Collections.Immutable;
using System.Text;
using CliWrap;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Processes;

/// <summary>
/// Undoes what a step has begun outside of the sandbox, unless the step says that it is complete: a program that waits for the
/// end of its standard input, which comes with <see cref="Dispose"/> or with this process, however that dies.
/// </summary>
internal sealed class Lifeline : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TaskCompletionSource<bool> _ended = new();
    private readonly Task _process;
    private bool _completed;

    /// <param name="log">Receives what the command prints.</param>
    /// <param name="folder">A folder that goes in any case.</param>
    /// <param name="unfinished">Files and folders that go unless the step is complete.</param>
    /// <param name="undo">The command that undoes the rest.</param>
    public Lifeline(StepLog log, string folder, ImmutableArray<string> unfinished, ToolCommand undo)
    {
        ToolCommand Waiting(string script) =>
            undo with { Program = "setsid", Arguments = ["sh", "-c", script, "edi-lifeline", folder, FormattableString.Invariant($"{unfinished.Length}"), .. unfinished, undo.Program, .. undo.Arguments] };
        var program = log.Start(Waiting("lifeline.sh"));
        _process = HostToolRunner.ToCliWrap(Waiting(Script.Of("lifeline.sh")))
            .WithStandardInputPipe(PipeSource.Create(TalkAsync))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(log.Detail, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(log.Detail, Encoding.UTF8))
            .ExecuteAsync()
            .Task.ContinueWith(program.Ended, TaskScheduler.Default);
    }

    /// <summary>Says that there is nothing to undo.</summary>
    public void Complete() => _completed = true;

    public void Dispose()
    {
        _ended.TrySetResult(_completed);
        _process.Wait(Patience);
    }

    private async Task TalkAsync(Stream standardInput, CancellationToken cancellation)
    {
        if (await _ended.Task.WaitAsync(cancellation).ConfigureAwait(false))
        {
            await standardInput.WriteAsync("complete\n"u8.ToArray(), cancellation).ConfigureAwait(false);
            await standardInput.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }
}
