namespace Edi.Testing;

/// <summary>An entry of a partition table.</summary>
/// <param name="Number">Its number, which begins at 1; there may be gaps.</param>
/// <param name="Type">With a GPT a GUID in capitals, with an MBR a hexadecimal number such as <c>c</c> or <c>83</c>.</param>
/// <param name="Name">Its name in a GPT; empty for none, and with an MBR.</param>
/// <param name="FileSystem">The kind of the file system in it.</param>
/// <param name="Label">The file system's label; empty for none.</param>
/// <param name="Offset">Where it begins on the disk, in bytes.</param>
/// <param name="Size">Bytes.</param>
public sealed record EdiPartition(int Number, string Type, string Name, EdiFileSystemKind FileSystem, string Label, long Offset, long Size);
