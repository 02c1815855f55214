using Edi.Tasks.Definition;
using Edi.Tasks.Processes;
using Edi.Tasks.Terminal;
using Microsoft.Build.Framework;

namespace Edi.Tasks;

/// <summary>What the tasks share that run a project's tools: a log file.</summary>
public abstract class EdiDefinitionTask : EdiProjectTask
{
    /// <summary>The step's log file, written anew.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    /// <summary>Opens the log file; what it gets, MSBuild gets too: both without the definition's secrets.</summary>
    /// <param name="isHeadline">Whether a line of a tool's output is worth a look while it runs.</param>
    /// <param name="live">Shows which program runs, and what that is about; null when nothing does.</param>
    /// <param name="detail">What a line of a tool's output tells of that; null when it is nothing new.</param>
    private protected StepLog OpenLog(Func<string, bool> isHeadline, LiveLine? live = null, Func<string, string?>? detail = null) => new(
        LogFile,
        line =>
        {
            Log.LogMessage(isHeadline(line) ? MessageImportance.High : MessageImportance.Normal, "{0}", line);
            if (detail?.Invoke(line) is { } told)
            {
                live?.Show(told);
            }
        },
        line => Log.LogMessage(MessageImportance.Low, "{0}", line),
        new(ResolvedDefinition.Read(Definition).AllSecrets),
        live is null ? null : live.Show);

    private protected StepContext CreateContext(StepLog log) =>
        StepContext.Create(Definition, Project, Configuration, CacheDirectory, log, Cancellation);
}
