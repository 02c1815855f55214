using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Machine;

/// <summary>A kind of machine for the images of one architecture.</summary>
internal abstract class QemuMachine(string architecture)
{
    /// <summary>The least size of a disk: what grows on the first boot finds room. What is empty takes no space.</summary>
    protected const long SmallestDisk = 4L << 30;

    /// <summary>The machine's name, for people.</summary>
    public abstract string Name { get; }

    /// <summary>QEMU's program.</summary>
    public abstract string Program { get; }

    /// <summary>Whether the machine can run on the host's processor, if that is of its architecture.</summary>
    public virtual bool SupportsKvm => true;

    /// <summary>Bytes, where the definition says nothing.</summary>
    public virtual long Memory => 1L << 30;

    /// <summary>Where the definition says nothing.</summary>
    public virtual int Processors => 2;

    /// <summary>A message on the console after which this emulated machine cannot work though the image can; null for none.</summary>
    public virtual Regex? Mishap => null;

    protected string Architecture { get; } = architecture;

    /// <summary>The machine that a definition asks for, or that fits its architecture; null when there is none.</summary>
    public static QemuMachine? For(ImageDefinition definition) =>
        (definition.Machine?.Kind ?? Definition.Reading.MachineReader.DefaultFor(definition.Architecture)) switch
        {
            MachineKind.RaspberryPi3 => new RaspberryPi3Machine(),
            MachineKind.Virt => new VirtMachine(definition.Architecture),
            MachineKind.Q35 => new Q35Machine(),
            _ => null,
        };

    /// <summary>The Debian packages that the host needs to boot an image; none where that cannot be booted.</summary>
    public static ImmutableArray<string> PackagesOf(ImageDefinition definition) =>
        definition.Image is null ? [] : For(definition)?.PackagesFor(definition) ?? [];

    /// <summary>The Debian packages that the machine needs on the host for an image.</summary>
    public abstract ImmutableArray<string> PackagesFor(ImageDefinition definition);

    /// <summary>The size of a disk that holds an image of this size; both in bytes.</summary>
    public virtual long DiskSize(long imageSize) => Math.Max(SmallestDisk, (imageSize + (1 << 20) - 1) >> 20 << 20);

    /// <summary>Makes ready what the machine needs besides its disk.</summary>
    /// <param name="folder">A folder for the machine's files.</param>
    public abstract BootMethod PrepareBoot(ImageDefinition definition, MachineDisk disk, string folder);

    /// <summary>The command that starts the machine.</summary>
    public ToolCommand Start(MachineSetup setup) => new(
        Program,
        [
            "-nodefaults", "-display", "none",
            .. MachineArguments(setup),
            "-smp", setup.Processors.ToString(CultureInfo.InvariantCulture),
            "-m", string.Create(CultureInfo.InvariantCulture, $"{setup.Memory >> 20}M"),
            .. BootArguments(setup),
            .. SerialArguments(setup.Serial),
            .. DiskArguments(setup.Disk),
            "-netdev", NetworkBackend(setup.Ports),
            "-device", NetworkDevice,
        ]);

    /// <summary>The options for the machine and its processor.</summary>
    protected abstract ImmutableArray<string> MachineArguments(MachineSetup setup);

    /// <summary>The network card, which uses the backend <c>n0</c>.</summary>
    protected virtual string NetworkDevice => "virtio-net-pci,netdev=n0";

    protected virtual ImmutableArray<string> DiskArguments(string disk) =>
        ["-drive", $"if=virtio,format=raw,file={MachineSetup.Escape(disk)}"];

    protected virtual ImmutableArray<string> SerialArguments(string serial) => ["-serial", serial];

    protected static ImmutableArray<string> Accelerator(MachineSetup setup, string? imitated) =>
    [
        "-accel", setup.Accelerated ? "kvm" : "tcg",
        .. setup.Accelerated ? ["-cpu", "host"] : imitated is null ? ImmutableArray<string>.Empty : ["-cpu", imitated],
    ];

    private static ImmutableArray<string> BootArguments(MachineSetup setup) => setup.Boot switch
    {
        BootMethod.Direct direct =>
        [
            "-kernel", direct.Kernel,
            "-initrd", direct.Initramfs,
            .. direct.DeviceTree is null ? ImmutableArray<string>.Empty : ["-dtb", direct.DeviceTree],
            "-append", string.Join(' ', [direct.CommandLine, .. setup.KernelParameters]),
        ],
        BootMethod.Uefi uefi =>
        [
            "-drive", $"if=pflash,format=raw,unit=0,readonly=on,file={MachineSetup.Escape(uefi.Firmware)}",
            "-drive", $"if=pflash,format=raw,unit=1,file={MachineSetup.Escape(uefi.Variables)}",
            // systemd-boot and its stub add this to the kernel's parameters.
            .. setup.KernelParameters.IsEmpty
                ? ImmutableArray<string>.Empty
                : ["-smbios", $"type=11,value=io.systemd.boot.kernel-cmdline-extra={string.Join(' ', setup.KernelParameters)}"],
        ],
        _ => [],
    };

    private static string NetworkBackend(ImmutableArray<PortForward> ports) => string.Join(
        ',',
        ["user,id=n0", .. ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"hostfwd=tcp:127.0.0.1:{port.Host}-:{port.Guest}"))]);
}
