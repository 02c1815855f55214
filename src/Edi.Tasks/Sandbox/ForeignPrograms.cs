using System.Collections.Immutable;
using System.Text;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Sandbox;

/// <summary>How programs of another architecture run in a sandbox.</summary>
/// <param name="Registration">The line for the sandbox's own binfmt_misc; empty when none is needed or possible.</param>
/// <param name="Environment">Variables that every program in the sandbox sees.</param>
/// <param name="Explanation">For the log: which way was taken, and why.</param>
internal sealed record ForeignPrograms(string Registration, ImmutableDictionary<string, string> Environment, string Explanation)
{
    // Since Linux 6.7 each user namespace can have a binfmt_misc of its own.
    private static readonly Version OwnHandlers = new(6, 7);

    /// <param name="twin">The twin whose programs are preferred to emulated ones; null means emulation alone.</param>
    /// <param name="qemuCpu">The processor that QEMU imitates; empty means the one that is fastest.</param>
    /// <exception cref="EdiException">EDI0001, when the host has no emulator for the architecture.</exception>
    public static ForeignPrograms For(string architectureName, NativeTwin? twin = null, string qemuCpu = "")
    {
        var none = ImmutableDictionary<string, string>.Empty;
        if (DebianArchitecture.Host.Runs(architectureName))
        {
            return new("", none, $"{architectureName} programs run on this host's processor.");
        }

        var architecture = DebianArchitecture.Find(architectureName)
            ?? throw new ArgumentException($"{architectureName} is not a known architecture.", nameof(architectureName));
        var environment = SettingsOf(architectureName, qemuCpu);
        if (KernelHasOwnHandlers)
        {
            string emulator = StaticEmulator.Find(architecture) ?? throw new EdiException(
                EdiCodes.HostNotReady, $"No static qemu-{architecture.QemuName} was found; install the package qemu-user-static.");
            return twin is null
                ? new(Register(architecture, emulator), environment, $"{architectureName} programs run through {emulator}.")
                : new(Register(architecture, twin.Dispatcher), environment, $"{architectureName} programs run natively where the twin in {twin.Directory} has them, else through {emulator}.");
        }

        return HostHandler(architecture) is { } handler
            ? new("", environment, $"{architectureName} programs run through the host's handler {handler}: this kernel is older than {OwnHandlers}, which allows one in the sandbox.")
            : throw new EdiException(
                EdiCodes.HostNotReady,
                $"This kernel ({System.Environment.OSVersion.Version}) is older than {OwnHandlers}, and the host has no fixed (F) binfmt_misc handler for qemu-{architecture.QemuName}; install the package qemu-user-static.");
    }

    /// <summary>The emulator's settings for an architecture; none where the host runs its programs itself.</summary>
    public static ImmutableDictionary<string, string> SettingsOf(string architecture, string qemuCpu) =>
        !DebianArchitecture.Host.Runs(architecture) && (qemuCpu.Length > 0 ? qemuCpu : DebianArchitecture.Find(architecture)?.QemuCpu) is { } cpu
            ? ImmutableDictionary<string, string>.Empty.Add("QEMU_CPU", cpu)
            : ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether the kernel allows handlers of a sandbox's own.</summary>
    public static bool KernelHasOwnHandlers => System.Environment.OSVersion.Version >= OwnHandlers;

    /// <summary>The host's handler that also works in another root, or null.</summary>
    public static string? HostHandler(DebianArchitecture architecture)
    {
        string handler = $"/proc/sys/fs/binfmt_misc/qemu-{architecture.QemuName}";
        return File.Exists(handler) && File.ReadAllLines(handler) is [var state, ..] lines && state == "enabled"
            && lines.Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && line.Contains('F', StringComparison.Ordinal))
            ? handler
            : null;
    }

    /// <summary>
    /// The registration line, see the kernel's admin-guide/binfmt-misc. The mask ignores the OS ABI and lets ET_EXEC and
    /// ET_DYN through. Flags: P keeps argv[0], O hands over the open file, C takes set-uid from the program, F opens the
    /// emulator now, so that it is found from inside every root.
    /// </summary>
    internal static string Register(DebianArchitecture architecture, string emulator)
    {
        bool little = architecture.ElfData == 1;
        byte low = (byte)architecture.ElfMachine;
        byte[] magic = [0x7f, 0x45, 0x4c, 0x46, architecture.ElfClass, architecture.ElfData, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. little ? [2, 0, low, 0] : new byte[] { 0, 2, 0, low }];
        byte[] mask = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. little ? [0xfe, 0xff, 0xff, 0xff] : new byte[] { 0xff, 0xfe, 0xff, 0xff }];
        return $":edi-{architecture.Name}:M::{Escape(magic)}:{Escape(mask)}:{emulator}:POCF";
    }

    private static string Escape(byte[] bytes) =>
        bytes.Aggregate(new StringBuilder(), (text, value) => text.Append("\\x").Append(value.ToString("x2", null))).ToString();
}
