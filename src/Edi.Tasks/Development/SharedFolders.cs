using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Development;

/// <summary>The host's side of the folders that a development container shows.</summary>
internal static class SharedFolders
{
    /// <summary>Makes those that are not there yet, as the user who builds.</summary>
    public static void MakeSources(StepContext context)
    {
        if (context.Definition.SharedFolders.Length > 0)
        {
            context.Host.Require(EdiCodes.EngineFailed, Builder.Run(new ToolCommand("mkdir", ["--parents", .. context.Definition.SharedFolders.Select(DevelopmentPlaybooks.SourceOf)])));
        }
    }
}
