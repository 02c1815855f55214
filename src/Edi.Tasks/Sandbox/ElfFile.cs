using System.Buffers.Binary;
using System.Text;

namespace Edi.Tasks.Sandbox;

/// <summary>The little of an ELF program that decides how it starts (elf(5)); 64-bit little-endian files only.</summary>
/// <param name="InterpreterOffset">Where the path of its dynamic loader lies, in bytes; null for a static program.</param>
/// <param name="Interpreter">The path of its dynamic loader (PT_INTERP), or null.</param>
internal sealed record ElfFile(long? InterpreterOffset, string? Interpreter)
{
    private const int ProgramInterpreter = 3;

    /// <summary>Reads a file's headers; null when it is no such ELF file or cut off.</summary>
    public static ElfFile? Read(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[64];
        // The magic number, 64 bits, little-endian.
        if (!Fill(file, header) || !header[..6].SequenceEqual<byte>([0x7f, 0x45, 0x4c, 0x46, 2, 1]))
        {
            return null;
        }

        long offset = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        Span<byte> segment = stackalloc byte[40];
        for (int i = 0; i < count; i++)
        {
            if (!FillAt(file, offset + ((long)i * size), segment))
            {
                return null;
            }

            if (BinaryPrimitives.ReadInt32LittleEndian(segment) == ProgramInterpreter)
            {
                long place = BinaryPrimitives.ReadInt64LittleEndian(segment[8..]);
                long length = BinaryPrimitives.ReadInt64LittleEndian(segment[32..]);
                byte[] name = new byte[Math.Clamp(length, 0, 4096)];
                return FillAt(file, place, name) ? new(place, Encoding.UTF8.GetString(name).TrimEnd('\0')) : null;
            }
        }

        return new(null, null);
    }

    private static bool FillAt(FileStream file, long position, Span<byte> buffer)
    {
        if (position < 0)
        {
            return false;
        }

        file.Position = position;
        return Fill(file, buffer);
    }

    private static bool Fill(FileStream file, Span<byte> buffer) =>
        file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
}
