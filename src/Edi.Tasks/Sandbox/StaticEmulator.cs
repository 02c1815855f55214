using System.Buffers.Binary;

namespace Edi.Tasks.Sandbox;

/// <summary>Finds QEMU's user mode emulator. It runs inside other roots, where no library of the host is, so it must be static.</summary>
internal static class StaticEmulator
{
    private const int ProgramInterpreter = 3;

    /// <summary>The emulator's path, or null. Debian 12 has a <c>-static</c> program; from Debian 13 on the plain one is static.</summary>
    public static string? Find(DebianArchitecture architecture) =>
        new[] { $"/usr/bin/qemu-{architecture.QemuName}-static", $"/usr/bin/qemu-{architecture.QemuName}" }
            .FirstOrDefault(path => File.Exists(path) && IsStatic(path));

    /// <summary>Whether a 64-bit little-endian ELF program asks for no dynamic loader (elf(5), PT_INTERP).</summary>
    internal static bool IsStatic(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[64];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            return false;
        }

        // The magic number, 64 bits, little-endian.
        if (!header[..6].SequenceEqual<byte>([0x7f, 0x45, 0x4c, 0x46, 2, 1]))
        {
            return false;
        }

        long offset = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        Span<byte> type = stackalloc byte[4];
        for (int i = 0; i < count; i++)
        {
            file.Position = offset + ((long)i * size);
            if (file.ReadAtLeast(type, type.Length, throwOnEndOfStream: false) < type.Length
                || BinaryPrimitives.ReadInt32LittleEndian(type) == ProgramInterpreter)
            {
                return false;
            }
        }

        return true;
    }
}
