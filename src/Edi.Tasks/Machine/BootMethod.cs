namespace Edi.Tasks.Machine;

/// <summary>How a machine gets at the image's kernel.</summary>
internal abstract record BootMethod
{
    /// <summary>QEMU loads the kernel, as the firmware of the real board would.</summary>
    /// <param name="DeviceTree">Null where the machine brings its own.</param>
    /// <param name="CommandLine">The kernel's parameters.</param>
    internal sealed record Direct(string Kernel, string Initramfs, string? DeviceTree, string CommandLine) : BootMethod;

    /// <summary>UEFI firmware looks for a boot loader on the disk.</summary>
    /// <param name="Variables">The firmware's variables: a file of this machine alone.</param>
    internal sealed record Uefi(string Firmware, string Variables) : BootMethod;

    /// <summary>The machine's built-in firmware starts the disk's first sector.</summary>
    internal sealed record Bios : BootMethod;
}
