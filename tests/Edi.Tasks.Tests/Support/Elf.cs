using System.Buffers.Binary;
using System.Text;

namespace Edi.Tasks.Tests;

/// <summary>The smallest 64-bit little-endian ELF programs, see elf(5).</summary>
internal static class Elf
{
    private const int HeaderSize = 64;
    private const int SegmentSize = 56;
    private const ulong Address = 0x400000;

    /// <summary>A program with one segment of each type; the first one holds the code.</summary>
    public static byte[] Program(ushort machine, byte[] code, params uint[] segmentTypes)
    {
        byte[] file = new byte[HeaderSize + (segmentTypes.Length * SegmentSize) + code.Length];
        int codeOffset = file.Length - code.Length;
        byte[] identification = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1];
        identification.CopyTo(file, 0);
        Write16(16, 2); // An executable.
        Write16(18, machine);
        Write32(20, 1);
        Write64(24, Address + (ulong)codeOffset);
        Write64(32, HeaderSize);
        Write16(52, HeaderSize);
        Write16(54, SegmentSize);
        Write16(56, (ushort)segmentTypes.Length);
        for (int i = 0; i < segmentTypes.Length; i++)
        {
            int at = HeaderSize + (i * SegmentSize);
            Write32(at, segmentTypes[i]);
            Write32(at + 4, 5); // Readable, executable.
            Write64(at + 16, Address);
            Write64(at + 24, Address);
            Write64(at + 32, (ulong)file.Length);
            Write64(at + 40, (ulong)file.Length);
            Write64(at + 48, 0x10000);
        }

        code.CopyTo(file, codeOffset);
        return file;

        void Write16(int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        void Write32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        void Write64(int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), value);
    }

    /// <summary>A program that names its dynamic loader, with other texts behind that name.</summary>
    public static byte[] WithInterpreter(string interpreter, params string[] texts)
    {
        byte[] data = Encoding.ASCII.GetBytes(string.Join('\0', [interpreter, .. texts, ""]));
        byte[] file = Program(62, data, 1, 3);
        var segment = file.AsSpan(HeaderSize + SegmentSize);
        BinaryPrimitives.WriteInt64LittleEndian(segment[8..], file.Length - data.Length);
        BinaryPrimitives.WriteInt64LittleEndian(segment[32..], interpreter.Length + 1);
        return file;
    }

    /// <summary>A library: it names no dynamic loader.</summary>
    public static byte[] Library(params string[] texts) => Program(62, Encoding.ASCII.GetBytes(string.Join('\0', ["", .. texts, ""])), 1, 2);

    /// <summary>An arm64 program that ends with this exit code.</summary>
    public static byte[] Arm64Exit(byte exitCode)
    {
        byte[] code = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(code, 0xd2800000 | (uint)(exitCode << 5)); // mov x0, exitCode
        BinaryPrimitives.WriteUInt32LittleEndian(code.AsSpan(4), 0xd2800ba8); // mov x8, 93 (exit)
        BinaryPrimitives.WriteUInt32LittleEndian(code.AsSpan(8), 0xd4000001); // svc 0
        return Program(183, code, 1);
    }
}
