using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Machine;

/// <summary>Tells which images are made for UEFI firmware.</summary>
internal static class EfiSystem
{
    /// <summary>Whether the disk has an EFI system partition.</summary>
    public static bool IsOn(ImageDefinition definition) =>
        definition.Image is { } layout
        && layout.Partitions.Any(partition => partition.Type == PartitionTypes.Resolve(layout.PartitionTable, "esp"));
}
