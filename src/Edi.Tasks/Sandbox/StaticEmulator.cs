namespace Edi.Tasks.Sandbox;

/// <summary>Finds QEMU's user mode emulator. It runs inside other roots, where no library of the host is, so it must be static.</summary>
internal static class StaticEmulator
{
    /// <summary>The emulator's path, or null. Debian 12 has a <c>-static</c> program; from Debian 13 on the plain one is static.</summary>
    public static string? Find(DebianArchitecture architecture) =>
        new[] { $"/usr/bin/qemu-{architecture.QemuName}-static", $"/usr/bin/qemu-{architecture.QemuName}" }
            .FirstOrDefault(path => File.Exists(path) && IsStatic(path));

    /// <summary>Whether a file is a program that asks for no dynamic loader.</summary>
    internal static bool IsStatic(string path) => ElfFile.Read(path) is { Interpreter: null };
}
