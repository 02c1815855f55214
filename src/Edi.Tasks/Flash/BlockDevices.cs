using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Flash;

/// <summary>Asks lsblk(8), which knows partitions, volumes, mounts and swap space alike.</summary>
internal static class BlockDevices
{
    private const string Columns = "PATH,KNAME,TYPE,SIZE,RO,RM,HOTPLUG,TRAN,VENDOR,MODEL,PTTYPE,FSTYPE,LABEL,PARTLABEL,MOUNTPOINTS";

    /// <param name="path">A device's file.</param>
    public static BlockDevice Read(IToolRunner host, string path) =>
        WithSequence(LookCloser(host, Parse(host.Capture(EdiCodes.FlashFailed, List("--all", "--", path)), IsEmbeddedCard).Single()));

    private static BlockDevice WithSequence(BlockDevice device)
    {
        string file = $"/sys/class/block/{device.KernelName}/diskseq";
        return device with { Sequence = File.Exists(file) ? File.ReadAllText(file).Trim() : "" };
    }

    // lsblk asks udev, which a machine may lack. An ordinary user may not read most devices, and then nothing more is known.
    private static BlockDevice LookCloser(IToolRunner host, BlockDevice device)
    {
        var found = device is { Content: "", Size: > 0 } && FilePermission.IsReadable(device.Path) ? Blkid.Probe(host, device.Path) ?? [] : [];
        return device with
        {
            Content = device.Content.Length > 0 ? device.Content : Content(found.GetValueOrDefault("PTTYPE", ""), found.GetValueOrDefault("TYPE", "")),
            Label = device.Label.Length > 0 ? device.Label : found.GetValueOrDefault("LABEL", ""),
            Children = [.. device.Children.Select(child => LookCloser(host, child))],
        };
    }

    /// <summary>The disks that an image may be meant for: there is a medium, and it can be taken out.</summary>
    public static ImmutableArray<BlockDevice> FindRemovable(IToolRunner host)
    {
        var json = new StringBuilder();
        // It fails where there is no block device at all.
        return host.Run(List(), line => json.AppendLine(line)) != 0
            ? []
            : [.. Parse(json.ToString(), IsEmbeddedCard).Where(device => device is { IsRemovable: true, Size: > 0, IsReadOnly: false, Type: "disk" })];
    }

    private static ToolCommand List(params ImmutableArray<string> arguments) =>
        new("lsblk", ["--json", "--bytes", "--tree", "--output", Columns, .. arguments]);

    /// <param name="isEmbedded">Whether a device, by its kernel's name, is soldered in although its bus is one of cards.</param>
    internal static ImmutableArray<BlockDevice> Parse(string json, Func<string, bool> isEmbedded)
    {
        using var document = JsonDocument.Parse(json);
        return Devices(document.RootElement.GetProperty("blockdevices"), isEmbedded);
    }

    private static ImmutableArray<BlockDevice> Devices(JsonElement devices, Func<string, bool> isEmbedded) =>
        [.. devices.EnumerateArray().Select(device => Device(device, isEmbedded))];

    private static BlockDevice Device(JsonElement device, Func<string, bool> isEmbedded)
    {
        string name = Text(device, "kname");
        return new(
            Text(device, "path"),
            name,
            Text(device, "type"),
            device.GetProperty("size").GetInt64(),
            device.GetProperty("ro").GetBoolean(),
            device.GetProperty("rm").GetBoolean() || (device.GetProperty("hotplug").GetBoolean() && !isEmbedded(name)),
            // A PCI number is no name.
            string.Join(' ', new[] { Text(device, "vendor"), Text(device, "model") }.Where(word => word.Length > 0 && !word.StartsWith("0x", StringComparison.Ordinal))),
            Text(device, "tran"),
            // lsblk tells of a partition the table that it stands in.
            Content(Text(device, "type") == "part" ? "" : Text(device, "pttype"), Text(device, "fstype")),
            Text(device, "label") is { Length: > 0 } label ? label : Text(device, "partlabel"),
            [.. device.GetProperty("mountpoints").EnumerateArray().Select(point => point.GetString()).OfType<string>()],
            device.TryGetProperty("children", out var children) ? Devices(children, isEmbedded) : []);
    }

    private static string Content(string table, string fileSystem) => table.Length > 0 ? $"partition table {table}" : fileSystem;

    private static string Text(JsonElement device, string name) => device.GetProperty(name).GetString()?.Trim() ?? "";

    // A card and a soldered chip are on the same bus; "MMC" is the chip.
    private static bool IsEmbeddedCard(string name)
    {
        string type = $"/sys/class/block/{name}/device/type";
        return name.StartsWith("mmcblk", StringComparison.Ordinal) && File.Exists(type) && File.ReadAllText(type).Trim() == "MMC";
    }
}
