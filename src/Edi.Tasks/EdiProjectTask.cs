using System.Collections.Immutable;
using Edi.Tasks.Terminal;
using Microsoft.Build.Framework;

namespace Edi.Tasks;

/// <summary>What the tasks share that work on what a project has: its names in the engine's store, and its definition.</summary>
public abstract class EdiProjectTask : EdiTask
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

    private protected override string ProjectName => Path.GetFileNameWithoutExtension(Project);

    // What the log says in two lines, the terminal says in a table.
    private protected void TellStep(StepRow step)
    {
        if (TellsAtTerminal)
        {
            // What is the project's is known without the folder that it lies in.
            string folder = Path.GetDirectoryName(Project) + Path.DirectorySeparatorChar;
            FinalOutput.Of(BuildEngine4).Add(ProjectName, step with { Why = step.Why.Replace(folder, "", StringComparison.Ordinal) });
        }
    }

    private protected override string CacheFolder => CacheDirectory;

    private protected override ImmutableArray<string> WrittenFolders => [Path.GetDirectoryName(Definition)!, CacheDirectory];
}
