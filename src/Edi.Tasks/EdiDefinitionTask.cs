using Edi.Tasks.Definition;
using Edi.Tasks.Processes;
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
    private protected StepLog OpenLog(Func<string, bool> isHeadline) => new(
        LogFile,
        line => Log.LogMessage(isHeadline(line) ? MessageImportance.High : MessageImportance.Normal, "{0}", line),
        line => Log.LogMessage(MessageImportance.Low, "{0}", line),
        new(ResolvedDefinition.Read(Definition).Secrets));

    private protected StepContext CreateContext(StepLog log) =>
        StepContext.Create(Definition, Project, Configuration, CacheDirectory, log, Cancellation);
}
