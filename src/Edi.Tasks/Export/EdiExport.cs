using System.Collections.Immutable;

namespace Edi.Tasks.Export;

/// <summary>
/// Takes the last layer over from LXD or Incus: the instance is published and exported, and becomes a layer in Buildah's store,
/// with which all steps after it work.
/// </summary>
public sealed class EdiExport : EdiStepTask
{
    private long _size;

    private protected override ImmutableArray<string> Results => [];

    private protected override long? ResultSize => _size;

    private protected override void RunStep(StepContext context) => _size = new InstanceExport(context).Run(InputDigests.Single(), Digest);
}
