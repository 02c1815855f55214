using System.Collections.Immutable;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Container;

/// <summary>Makes the root file system a container image of the engine.</summary>
public sealed class EdiContainer : EdiStepTask
{
    /// <summary>The archive of the root file system.</summary>
    [Required]
    public string Archive { get; set; } = "";

    /// <summary>The file for the image's digest.</summary>
    [Required]
    public string Digest { get; set; } = "";

    private protected override ImmutableArray<string> Results => [];

    private protected override long ResultSize => new FileInfo(Archive).Length;

    private protected override void RunStep(StepContext context) =>
        new ContainerImport(context).Run(Archive, Digest);
}
