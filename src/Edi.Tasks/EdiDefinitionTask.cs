using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks;

/// <summary>What the tasks share that work by the definition: where it and its surroundings are, and a log file.</summary>
public abstract class EdiDefinitionTask : EdiTask
{
    /// <summary>The file in which <see cref="Edi.Tasks.Definition.EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>The project's file, which names the containers.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The build configuration, such as Debug.</summary>
    [Required]
    public string Configuration { get; set; } = "";

    /// <summary>The folder of the engine's store and of temporary files.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The step's log file, written anew.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    /// <summary>Opens the log file; what it gets, MSBuild gets too.</summary>
    /// <param name="isHeadline">Whether a line of a tool's output is worth a look while it runs.</param>
    private protected StepLog OpenLog(Func<string, bool> isHeadline) => new(
        LogFile,
        line => Log.LogMessage(isHeadline(line) ? MessageImportance.High : MessageImportance.Normal, "{0}", line),
        line => Log.LogMessage(MessageImportance.Low, "{0}", line));

    private protected StepContext CreateContext(StepLog log) =>
        StepContext.Create(Definition, Project, Configuration, CacheDirectory, log, Cancellation);
}
