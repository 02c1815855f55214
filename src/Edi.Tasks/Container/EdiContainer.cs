using System.Collections.Immutable;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Container;

/// <summary>Makes the root file system a container image of the engine.</summary>
public sealed class EdiContainer : EdiStepTask
{
    /// <summary>The archive that the bootstrap has left; it is not used when a command makes the root file system.</summary>
    public string Archive { get; set; } = "";

    /// <summary>The file that tells Clean which engines have an instance of the project.</summary>
    [Required]
    public string InstanceRecord { get; set; } = "";

    private protected override ImmutableArray<string> Results => [];

    private long _size;

    private protected override long? ResultSize => _size;

    private protected override void RunStep(StepContext context) => _size = context.Definition.Engine.HasInstances
        ? new InstanceImport(context, new(InstanceRecord)).Run(Archive, InputDigests, Digest)
        : new ContainerImport(context).Run(Archive, InputDigests, Digest);
}
