using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Formats;

/// <summary>Makes one further form of the image.</summary>
public sealed class EdiFormat : EdiStepTask
{
    /// <summary>The format's name in the definition.</summary>
    [Required]
    public string Format { get; set; } = "";

    /// <summary>The disk image, raw.</summary>
    [Required]
    public string ImageFile { get; set; } = "";

    private string Result => Selected.FileOf(ImageFile);

    private ImageFormat Selected => ImageFormat.Find(Format)!;

    private protected override ImmutableArray<string> Results => [Result];

    private protected override long? ResultSize => FileTree.SizeOf(Result);

    private protected override string Title => StepNames.Format(Format);

    private protected override void RunStep(StepContext context)
    {
        new FormatRun(context, Selected, ImageFile).Run(InputDigests.Single());
        new Fingerprint().Add("result", FileTree.DescribeWhole(Result)).WriteIfDifferent(Digest);
    }
}
