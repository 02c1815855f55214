using System.Collections.Immutable;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Machine;

/// <summary>A PC: with UEFI firmware if the image has an EFI system partition, else with a BIOS.</summary>
internal sealed class Q35Machine() : QemuMachine("amd64")
{
    public override string Name => "q35";

    public override string Program => "qemu-system-x86_64";

    public override ImmutableArray<string> PackagesFor(ImageDefinition definition) =>
        ["qemu-system-x86", .. EfiSystem.IsOn(definition) ? [UefiFirmware.For(Architecture).Package] : ImmutableArray<string>.Empty];

    public override BootMethod PrepareBoot(ImageDefinition definition, MachineDisk disk, string folder) =>
        EfiSystem.IsOn(definition) ? UefiFirmware.For(Architecture).Prepare(folder) : new BootMethod.Bios();

    // Nehalem is what Debian calls x86-64-v2: new enough for every program, and cheap to imitate.
    protected override ImmutableArray<string> MachineArguments(MachineSetup setup) => ["-M", "q35", .. Accelerator(setup, "Nehalem")];
}
