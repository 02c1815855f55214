using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Edi.Tasks.Cache;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Terminal;
using Microsoft.Build.Framework;

namespace Edi.Tasks;

/// <summary>What all tasks share: coded errors instead of exceptions, cancellation, signals.</summary>
[SuppressMessage("Design", "CA1001", Justification = "MSBuild never disposes a task, and a source without a timer holds nothing to release.")]
public abstract class EdiTask : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The folder of the pages about the codes, which errors link to; optional.</summary>
    public string? CodesDirectory { get; set; }

    /// <summary>Cancelled when the build is; a task that is cancelled fails with EDI0005.</summary>
    protected CancellationToken Cancellation => _cancellation.Token;

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        var signals = TerminationSignals.Of(BuildEngine4);
        using var _ = signals.Enter(this);
        Attempt(Run);
        if (_cancellation.IsCancellationRequested)
        {
            Attempt(signals.GiveBack); // A build that is cancelled runs no target any more, those for errors neither.
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>The work; it fails by an exception or by a logged error.</summary>
    protected abstract void Run();

    private void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            Report(new(EdiCodes.Cancelled, $"{GetType().Name} was cancelled. What it had begun is gone; the next build goes on after the last finished step."));
        }
        catch (EdiException e)
        {
            foreach (var problem in e.Problems)
            {
                Report(problem);
            }
        }
        catch (IOException e) when (HostDisk.Explain(e, WrittenFolders) is { } full)
        {
            Report(new(EdiCodes.FileAccess, $"{GetType().Name} could not write a file: {e.Message.TrimEnd('.')}. {full}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(new(EdiCodes.FileAccess, $"{GetType().Name} could not read or write a file: {FileFailure.Describe(e, CacheFolder)}"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report(new(EdiCodes.Internal, $"{GetType().Name} met a fault of its own; please report it with these lines:{Environment.NewLine}{e}"));
        }
    }

    /// <summary>The folders that the task writes, for the case that a disk is full.</summary>
    private protected virtual ImmutableArray<string> WrittenFolders => [];

    /// <summary>The folder that projects share, as far as the task knows it.</summary>
    private protected virtual string CacheFolder => "";

    /// <summary>Waits until no other build has the project, and keeps it to the end of this one.</summary>
    /// <param name="intermediateDirectory">The project's intermediate folder.</param>
    /// <param name="ownedDirectories">The folders whose files are the build's; who called sudo gets them when the build is ended.</param>
    /// <param name="cacheDirectory">The folder that it shares with other projects, and that nobody empties meanwhile.</param>
    private protected void EnterProject(string intermediateDirectory, IEnumerable<string> ownedDirectories, string cacheDirectory)
    {
        using var live = StartLiveLine(GetType().Name, waits: true);
        ProjectLock.Enter(BuildEngine4, intermediateDirectory, message => Show(message, "another build of this project is running, and this one waits for its end"), Cancellation);
        CacheUse.Enter(BuildEngine4, cacheDirectory, message => Show(message, "the cache is being emptied, and this build waits for its end"), Cancellation);
        TerminationSignals.Of(BuildEngine4).Own(ownedDirectories); // Before, they were another build's.

        void Show(string message, string atTerminal)
        {
            Log.LogMessage(MessageImportance.High, "{0}", message);
            live.Show(atTerminal);
        }
    }

    /// <summary>Tells people what came out of a target that they have asked for.</summary>
    private protected void Tell(string line)
    {
        Log.LogMessage(MessageImportance.High, "{0}", line);
        if (TellsAtTerminal)
        {
            FinalOutput.Of(BuildEngine4).Add(line + "\n");
        }
    }

    /// <summary>Writes a text that a target was asked for to standard output, and not to MSBuild's log.</summary>
    /// <exception cref="EdiException">EDI0025, when nobody would ever see it.</exception>
    private protected void Print(string text)
    {
        if (!BuildOutput.IsReached)
        {
            throw new EdiException(EdiCodes.OutputNotReached, "MSBuild's server builds this project in a process that cannot write to the standard output of your command, so what was asked for would be lost. Add '-m:1', or set DOTNET_CLI_USE_MSBUILD_SERVER=0.");
        }

        if (TerminalLogger.Draws)
        {
            FinalOutput.Of(BuildEngine4).Add(text);
        }
        else
        {
            BuildOutput.Write(text);
        }
    }

    /// <summary>Whether people are told at a terminal what the log's messages say, which its logger does not show.</summary>
    private protected bool TellsAtTerminal => TerminalLogger.Draws && Log.LogsMessagesOfImportance(MessageImportance.High);

    /// <summary>The project's name, as far as the task knows it.</summary>
    private protected virtual string ProjectName => "";

    /// <summary>Shows at a terminal what runs, until the result is disposed or the task is cancelled.</summary>
    /// <param name="title">What runs.</param>
    /// <param name="last">How long it ran the last time.</param>
    /// <param name="measure">Tells how far it is.</param>
    /// <param name="waits">Whether nothing is shown before there is something to tell.</param>
    private protected LiveLine StartLiveLine(string title, TimeSpan? last = null, Func<string>? measure = null, bool waits = false) =>
        new(TellsAtTerminal ? BuildTerminal.Find() : null, ProjectName, title, last, measure ?? (() => ""), waits, Cancellation);

    private protected void Report(EdiProblem problem)
    {
        string? page = CodesDirectory is null ? null : new Uri(Path.Combine(CodesDirectory, problem.Code.Id + ".md")).AbsoluteUri;
        // MSBuild would name a line of our own targets files.
        var place = problem.Position ?? new("Edi.Sdk", 0, 0, 0, 0);
        string message = Passwords.Mask(problem.Message);
        if (problem.IsWarning)
        {
            Log.LogWarning(null, problem.Code.Id, null, page, place.File, place.Line, place.Column, place.EndLine, place.EndColumn, "{0}", message);
        }
        else
        {
            Log.LogError(null, problem.Code.Id, null, page, place.File, place.Line, place.Column, place.EndLine, place.EndColumn, "{0}", message);
        }
    }
}
