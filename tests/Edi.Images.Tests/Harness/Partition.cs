namespace Edi.Images.Tests.Harness;

/// <summary>An entry of a partition table; offset and size in bytes.</summary>
internal sealed record Partition(long Offset, long Size, string Type, string Name);
