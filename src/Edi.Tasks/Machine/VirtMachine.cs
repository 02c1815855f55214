using System.Collections.Immutable;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Machine;

/// <summary>QEMU's generic machine for ARM and RISC-V.</summary>
internal sealed class VirtMachine(string architecture) : QemuMachine(architecture)
{
    public override string Name => "virt";

    public override string Program => Architecture switch
    {
        "arm64" => "qemu-system-aarch64",
        "armhf" => "qemu-system-arm",
        _ => "qemu-system-riscv64",
    };

    // KVM runs 32 bits on a processor of 64 only where that still can, which is seldom.
    public override bool SupportsKvm => Architecture != "armhf";

    public override ImmutableArray<string> PackagesFor(ImageDefinition definition) =>
    [
        .. Architecture == "riscv64" ? HostDistribution.RiscV : ["qemu-system-arm"],
        .. EfiSystem.IsOn(definition) ? [UefiFirmware.For(Architecture).Package] : ImmutableArray<string>.Empty,
    ];

    public override BootMethod PrepareBoot(ImageDefinition definition, MachineDisk disk, string folder) =>
        EfiSystem.IsOn(definition)
            ? UefiFirmware.For(Architecture).Prepare(folder)
            : KernelInRoot.Prepare(definition, disk, folder, Architecture == "riscv64" ? "ttyS0" : "ttyAMA0");

    protected override ImmutableArray<string> MachineArguments(MachineSetup setup) => Architecture switch
    {
        // A host's interrupt controller may be one that QEMU's default is not.
        "arm64" => ["-M", setup.Accelerated ? "virt,gic-version=host" : "virt", .. Accelerator(setup, "cortex-a57")],
        // Without highmem=off a kernel without large physical addresses finds no devices.
        "armhf" => ["-M", "virt,highmem=off", .. Accelerator(setup, "cortex-a15")],
        _ => ["-M", "virt", .. Accelerator(setup, null)],
    };
}
