using System.Buffers.Binary;
using System.Text;

namespace Edi.Testing;

/// <summary>What the first sectors of a file system tell of it.</summary>
internal sealed record FileSystemSignature(EdiFileSystemKind Kind, string Label)
{
    // The superblock of ext4 lies behind 1024 bytes for a boot loader.
    private const int Superblock = 1024;

    public static FileSystemSignature Read(string image, long offset)
    {
        byte[] start = new byte[2048];
        using var stream = File.OpenRead(image);
        stream.Position = offset;
        // A shorter one is filled with zeros, which are no signature.
        stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(Superblock + 0x38)) == 0xEF53)
        {
            return new(EdiFileSystemKind.Ext4, Text(start, Superblock + 0x78, 16));
        }

        // The extended boot signature and, behind the label, what the file system calls itself.
        int? label = start[0x42] is 0x28 or 0x29 && Text(start, 0x52, 8) == "FAT32" ? 0x47
            : start[0x26] is 0x28 or 0x29 && Text(start, 0x36, 8) is "FAT12" or "FAT16" or "FAT" ? 0x2B
            : null;
        return label is { } place
            ? new(EdiFileSystemKind.Fat, Text(start, place, 11) is var text && text == "NO NAME" ? "" : text)
            : new(EdiFileSystemKind.Unknown, "");
    }

    private static string Text(byte[] bytes, int start, int length)
    {
        var field = bytes.AsSpan(start, length);
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]).TrimEnd(' ');
    }
}
