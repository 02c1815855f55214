using Edi.Tasks.Definition;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Lint;

/// <summary>
/// Reports the findings of <see cref="EdiLint"/> as warnings, in every build: a step that is up to date does not run, and
/// what is wrong with the image is as wrong as before.
/// </summary>
public sealed class EdiReportLint : EdiTask
{
    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>The file with the findings.</summary>
    [Required]
    public string Findings { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        foreach (var warning in new LintWarnings(ResolvedDefinition.Read(Definition), Findings).Of(LintReport.Read(Findings)))
        {
            Report(warning);
        }
    }
}
