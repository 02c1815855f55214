using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Lint;

/// <summary>
/// Looks in the last layer for what is most likely a mistake, such as keys that every machine would share, and leaves the
/// findings for <see cref="EdiReportLint"/>.
/// </summary>
public sealed class EdiLint : EdiStepTask
{
    /// <summary>The file for the findings, in JSON: the code, the path in the image, the message, the step that caused it.</summary>
    [Required]
    public string Findings { get; set; } = "";

    private protected override ImmutableArray<string> Results => [Findings];

    private protected override void RunStep(StepContext context)
    {
        var digests = new StepFiles("", "", Path.GetDirectoryName(Digest)!);
        new ImageLint(context).Run([.. new StepPlan(context.Definition, "", []).Layers.Select(layer => (layer.Step, digests.Digest(layer.Step)))], Findings, Digest);
    }
}
