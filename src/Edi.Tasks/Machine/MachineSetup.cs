using System.Collections.Immutable;

namespace Edi.Tasks.Machine;

/// <summary>All that a machine is started with.</summary>
/// <param name="Disk">The disk: a raw file that the machine writes to.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Accelerated">Whether the host's processor runs the machine; else QEMU imitates one.</param>
/// <param name="Serial">Where the serial port with the console goes, as QEMU's option <c>-serial</c> takes it.</param>
/// <param name="Ports">The ports of 127.0.0.1 that lead to the machine.</param>
internal sealed record MachineSetup(
    string Disk,
    BootMethod Boot,
    long Memory,
    int Processors,
    bool Accelerated,
    string Serial,
    ImmutableArray<PortForward> Ports)
{
    // Only an emulated machine is so slow that a real one's time limits strike.
    private static readonly ImmutableArray<string> s_patience = ["systemd.default_device_timeout_sec=900", "systemd.default_timeout_start_sec=900"];

    /// <summary>Kernel parameters that a machine needs besides those of the image.</summary>
    public ImmutableArray<string> KernelParameters => Accelerated ? [] : s_patience;

    /// <summary>A value of an option whose parts are separated by commas.</summary>
    public static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
}
