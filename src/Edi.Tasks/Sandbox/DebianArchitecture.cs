using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Edi.Tasks.Sandbox;

/// <summary>
/// A Debian architecture: what its programs look like to the kernel (the ELF header's class, byte order and machine,
/// see elf(5)) and which of QEMU's user mode emulators runs them.
/// </summary>
/// <param name="Multiarch">The architecture's part of library paths, see the field DEB_HOST_MULTIARCH of dpkg-architecture(1).</param>
/// <param name="Machine">What uname(2) answers to its programs, see QEMU's linux-user/uname.c.</param>
internal sealed record DebianArchitecture(string Name, string QemuName, byte ElfClass, byte ElfData, ushort ElfMachine, string Multiarch, string Machine)
{
    private const byte Elf32 = 1;
    private const byte Elf64 = 2;
    private const byte LittleEndian = 1;
    private const byte BigEndian = 2;

    /// <summary>The processor that QEMU imitates; null leaves it to QEMU.</summary>
    public string? QemuCpu { get; init; }

    /// <summary>.NET's name of it with Linux and glibc, see the RID catalog of .NET; null when .NET does not run there.</summary>
    public string? RuntimeIdentifier { get; init; }

    /// <summary>Other architectures whose programs this one's processors and kernels run themselves.</summary>
    public ImmutableArray<string> AlsoRuns { get; init; } = [];

    public static ImmutableArray<DebianArchitecture> All { get; } =
    [
        new("amd64", "x86_64", Elf64, LittleEndian, 62, "x86_64-linux-gnu", "x86_64") { AlsoRuns = ["i386"], RuntimeIdentifier = "linux-x64" },
        // Emulating pointer authentication, which QEMU's default processor has, costs more than all else together.
        new("arm64", "aarch64", Elf64, LittleEndian, 183, "aarch64-linux-gnu", "aarch64") { QemuCpu = "cortex-a57", RuntimeIdentifier = "linux-arm64" },
        new("armel", "arm", Elf32, LittleEndian, 40, "arm-linux-gnueabi", "armv7l"),
        new("armhf", "arm", Elf32, LittleEndian, 40, "arm-linux-gnueabihf", "armv7l") { RuntimeIdentifier = "linux-arm" },
        new("i386", "i386", Elf32, LittleEndian, 3, "i386-linux-gnu", "i686"),
        new("ppc64el", "ppc64le", Elf64, LittleEndian, 21, "powerpc64le-linux-gnu", "ppc64le") { RuntimeIdentifier = "linux-ppc64le" },
        new("riscv64", "riscv64", Elf64, LittleEndian, 243, "riscv64-linux-gnu", "riscv64") { RuntimeIdentifier = "linux-riscv64" },
        new("s390x", "s390x", Elf64, BigEndian, 22, "s390x-linux-gnu", "s390x") { RuntimeIdentifier = "linux-s390x" },
    ];

    /// <summary>The architecture of the machine that builds.</summary>
    public static DebianArchitecture Host { get; } = Find(RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "armhf",
        Architecture.X86 => "i386",
        Architecture.Ppc64le => "ppc64el",
        Architecture.RiscV64 => "riscv64",
        Architecture.S390x => "s390x",
        var other => throw new PlatformNotSupportedException($"{other} is not an architecture of Debian."),
    })!;

    public static DebianArchitecture? Find(string name) => All.FirstOrDefault(architecture => architecture.Name == name);

    /// <summary>Debian's name of what the kernel, QEMU or .NET call <paramref name="name"/>; null when they call nothing so.</summary>
    public static string? FindMeant(string name) => All.LastOrDefault(architecture => // For "arm" armhf, which most boards are.
        new[] { architecture.Machine, architecture.QemuName, architecture.RuntimeIdentifier?.Split('-')[1] }.Contains(name, StringComparer.OrdinalIgnoreCase))?.Name;

    public bool Runs(string architecture) => architecture == Name || AlsoRuns.Contains(architecture);
}
