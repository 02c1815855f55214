using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>The emulated machine on which the image is run and verified.</summary>
/// <param name="Memory">Bytes; null leaves it to the kind of machine.</param>
/// <param name="Processors">Null leaves it to the kind of machine.</param>
internal sealed record MachineDefinition(MachineKind Kind, long? Memory, int? Processors, SourcePosition Position);

/// <summary>The kinds of machines that an image can be run on, all of them QEMU's.</summary>
internal enum MachineKind
{
    /// <summary>A Raspberry Pi 3 Model B.</summary>
    RaspberryPi3,

    /// <summary>QEMU's generic machine for ARM and RISC-V.</summary>
    Virt,

    /// <summary>A PC.</summary>
    Q35,
}
