using System.Collections.Immutable;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Documentation;

/// <summary>Renders the definition's documentation steps, and makes HTML and PDF of the result where the project asks for them.</summary>
public sealed class EdiRenderDocumentation : EdiStepTask
{
    /// <summary>The folder for the result.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>The digest file of the last layer; empty when documentation is made of a folder.</summary>
    public string BaseDigest { get; set; } = "";

    private string Result => Path.TrimEndingDirectorySeparator(OutputDirectory);

    private protected override ImmutableArray<string> Results => [Result];

    private protected override long? ResultSize => FileTree.SizeOf(Result);

    // Of what Sphinx and TeX print, the rest is in the log.
    private protected override bool IsHeadline(string line) => line.Contains("WARNING: ", StringComparison.Ordinal) || line.Contains("ERROR: ", StringComparison.Ordinal);

    private protected override void RunStep(StepContext context)
    {
        foreach (var warning in new DocumentationRun(context, Result).Run(BaseDigest))
        {
            Report(warning);
        }

        new Fingerprint().Add("result", FileTree.DescribeWhole(Result)).WriteIfDifferent(Digest);
    }
}
