using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Edi.Tasks.Sandbox;

/// <summary>
/// A Debian architecture: what its programs look like to the kernel (the ELF header's class, byte order and machine,
/// see elf(5)) and which of QEMU's user mode emulators runs them.
/// </summary>
internal sealed record DebianArchitecture(string Name, string QemuName, byte ElfClass, byte ElfData, ushort ElfMachine)
{
    private const byte Elf32 = 1;
    private const byte Elf64 = 2;
    private const byte LittleEndian = 1;
    private const byte BigEndian = 2;

    /// <summary>The processor that QEMU imitates; null leaves it to QEMU.</summary>
    public string? QemuCpu { get; init; }

    /// <summary>Other architectures whose programs this one's processors and kernels run themselves.</summary>
    public ImmutableArray<string> AlsoRuns { get; init; } = [];

    public static ImmutableArray<DebianArchitecture> All { get; } =
    [
        new("amd64", "x86_64", Elf64, LittleEndian, 62) { AlsoRuns = ["i386"] },
        // Emulating pointer authentication, which QEMU's default processor has, costs more than all else together.
        new("arm64", "aarch64", Elf64, LittleEndian, 183) { QemuCpu = "cortex-a57" },
        new("armel", "arm", Elf32, LittleEndian, 40),
        new("armhf", "arm", Elf32, LittleEndian, 40),
        new("i386", "i386", Elf32, LittleEndian, 3),
        new("ppc64el", "ppc64le", Elf64, LittleEndian, 21),
        new("riscv64", "riscv64", Elf64, LittleEndian, 243),
        new("s390x", "s390x", Elf64, BigEndian, 22),
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

    public bool Runs(string architecture) => architecture == Name || AlsoRuns.Contains(architecture);
}
