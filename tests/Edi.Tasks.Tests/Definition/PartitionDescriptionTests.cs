using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>A fingerprint describes all of a partition that shapes the image: what it left out would go stale in silence.</summary>
public sealed class PartitionDescriptionTests
{
    private static readonly PartitionDefinition s_partition = new("10_root", "83", "ROOT", FileSystemKind.Ext4, new PartitionSize.Fixed(8 << 20), "/", Bootable: false, SourcePosition.None);

    private static readonly (string Property, PartitionDefinition Changed)[] s_changes =
    [
        ("Type", s_partition with { Type = "0c" }),
        ("Label", s_partition with { Label = "OTHER" }),
        ("FileSystem", s_partition with { FileSystem = FileSystemKind.Xfs }),
        ("Size", s_partition with { Size = new PartitionSize.Content(8 << 20) }),
        ("Size", s_partition with { Size = new PartitionSize.Fixed(9 << 20) }),
        ("Size", s_partition with { Size = new PartitionSize.Rest() }),
        ("MountPoint", s_partition with { MountPoint = null }),
        ("Bootable", s_partition with { Bootable = true }),
        ("Offset", s_partition with { Offset = 0 }),
        ("Alignment", s_partition with { Alignment = 512 }),
        ("MbrType", s_partition with { MbrType = "0c" }),
        ("MountOptions", s_partition with { MountOptions = "ro" }),
    ];

    [Fact]
    public void Each_change_is_another_description() =>
        Assert.Equal(s_changes.Length + 1, s_changes.Select(change => change.Changed.Describe()).Append(s_partition.Describe()).Distinct().Count());

    // The name stands in the line's, attributes and files have lines of their own, and the place shapes nothing.
    [Fact]
    public void Each_property_is_among_the_changes() => Assert.Equal(
        typeof(PartitionDefinition).GetProperties().Select(property => property.Name).Except(["Name", "Position", "Attributes", "Files"]).Order(StringComparer.Ordinal),
        s_changes.Select(change => change.Property).Distinct().Order(StringComparer.Ordinal));
}
