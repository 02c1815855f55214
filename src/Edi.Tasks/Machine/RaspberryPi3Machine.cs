using System.Collections.Immutable;
using System.Numerics;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Machine;

/// <summary>
/// A Raspberry Pi 3 with a card. QEMU's board has no boot ROM, so what that would read from the card's first partition
/// is read here; config.txt says which files they are, see Debian's package raspi-firmware.
/// </summary>
internal sealed partial class RaspberryPi3Machine() : QemuMachine("arm64")
{
    private const string DeviceTree = "bcm2837-rpi-3-b.dtb";

    public override string Name => "raspi3b";

    public override string Program => "qemu-system-aarch64";

    public override bool SupportsKvm => false;

    public override int Processors => 4;

    // QEMU's USB controller answers by the host's clock: where the host is busy, it may answer so late that Linux gives its
    // only port up, and with it the network.
    public override Regex? Mishap => PortGivenUp();

    protected override string NetworkDevice => "usb-net,netdev=n0";

    public override ImmutableArray<string> PackagesFor(ImageDefinition definition) => ["qemu-system-arm"];

    /// <summary>QEMU wants a card's size to be a power of two.</summary>
    public override long DiskSize(long imageSize) => (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(SmallestDisk, imageSize));

    public override BootMethod PrepareBoot(ImageDefinition definition, MachineDisk disk, string folder)
    {
        var partition = definition.Image!.Partitions.FirstOrDefault();
        if (partition is not { FileSystem: FileSystemKind.Vfat })
        {
            throw new EdiException([new(EdiCodes.MachineNotStarted, "A Raspberry Pi starts from the first partition, which must be a vfat.", partition?.Position)]);
        }

        var boot = disk.Fat(partition);
        ImmutableArray<string> files = [.. boot.Files()];
        var settings = files.Contains("config.txt") ? Settings(boot.Read("config.txt")) : ImmutableDictionary<string, string>.Empty;
        return new BootMethod.Direct(
            Fetch(settings.GetValueOrDefault("kernel"), "vmlinuz-"),
            Fetch(settings.GetValueOrDefault("initramfs"), "initrd.img-"),
            Fetch(DeviceTree, DeviceTree),
            boot.Read("cmdline.txt").Trim());

        string Fetch(string? named, string prefix)
        {
            string name = named is not null && files.Contains(named)
                ? named
                : files.Where(file => file.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).LastOrDefault()
                    ?? throw new EdiException([new(EdiCodes.MachineNotStarted, $"A Raspberry Pi needs the file {named ?? prefix + "*"} in the first partition; found {string.Join(", ", files)}.", partition.Position)]);
            return boot.CopyTo(name, folder);
        }
    }

    protected override ImmutableArray<string> MachineArguments(MachineSetup setup) => ["-M", "raspi3b"];

    protected override ImmutableArray<string> DiskArguments(string disk) => ["-drive", $"if=sd,format=raw,file={MachineSetup.Escape(disk)}"];

    // The board uses its first serial port for Bluetooth; the console is on the second.
    protected override ImmutableArray<string> SerialArguments(string serial) => ["-serial", "null", "-serial", serial];

    /// <summary>The files that config.txt names; of several lines the last counts, and conditions are not asked for.</summary>
    internal static ImmutableDictionary<string, string> Settings(string config)
    {
        var settings = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (Match match in Setting().Matches(config))
        {
            settings[match.Groups[1].Value] = match.Groups[2].Value;
        }

        return settings.ToImmutable();
    }

    [GeneratedRegex(@"^(kernel|initramfs)[= ](\S+)", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("usb.*attempt power cycle")]
    private static partial Regex PortGivenUp();
}
