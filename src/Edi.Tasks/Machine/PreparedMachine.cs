using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Machine;

/// <summary>A machine that is ready to start with a disk of its own.</summary>
/// <param name="Setup">What it is started with, as far as the image decides it.</param>
internal sealed record PreparedMachine(QemuMachine Machine, MachineDisk Disk, MachineSetup Setup)
{
    public ToolCommand Start => Machine.Start(Setup);

    /// <summary>What it is, for people.</summary>
    public string Description => $"{Machine.Name} ({(Setup.Accelerated ? "KVM" : "emulated")})";

    /// <summary>The machine for an image.</summary>
    /// <exception cref="EdiException">EDI6001, when there is no disk image, or no machine for its architecture.</exception>
    public static QemuMachine Choose(ImageDefinition definition)
    {
        if (definition.Image is null)
        {
            throw new EdiException(EdiCodes.NothingToBoot, "There is nothing to boot: the definition has no section 'image', and so there is no disk image.");
        }

        return QemuMachine.For(definition)
            ?? throw new EdiException(EdiCodes.NothingToBoot, $"There is no machine for images of {definition.Architecture}: expected amd64, arm64, armhf or riscv64.");
    }

    /// <summary>Makes a machine's files in a folder: its disk, unless that is kept from an earlier run, and what it boots with.</summary>
    /// <param name="tools">Runs what handles file systems.</param>
    /// <param name="image">The disk image, which is only read.</param>
    /// <param name="disk">The disk, in the folder.</param>
    public static PreparedMachine Prepare(IToolRunner tools, ImageDefinition definition, string image, string folder, string disk, string serial, ImmutableArray<PortForward> ports)
    {
        var machine = Choose(definition);
        if (!File.Exists(disk))
        {
            // A copy that was interrupted must not be taken for a disk that was kept.
            MachineDisk.Copy(tools, image, AtomicFile.Partial(disk), machine.DiskSize(new FileInfo(image).Length));
            AtomicFile.Publish(disk);
        }

        var copy = new MachineDisk(tools, disk, definition.Image!);
        return new(machine, copy, new(
            disk,
            machine.PrepareBoot(definition, copy, folder),
            definition.Machine?.Memory ?? machine.Memory,
            definition.Machine?.Processors ?? machine.Processors,
            KvmSupport.IsUsable(machine, definition.Architecture),
            serial,
            ports));
    }
}
