using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Flash;

/// <summary>What was found on a device, as people read it, so that a wrong one is noticed.</summary>
internal static class DeviceText
{
    /// <summary>For example <c>/dev/sdb (SanDisk Ultra, usb, 14.9 GiB; partition table dos: sdb1 vfat 'BOOT' 256 MiB, sdb2 ext4 14.7 GiB mounted at /media/me)</c>.</summary>
    public static string Describe(BlockDevice device)
    {
        string[] parts = [.. device.Children.Select(Part)];
        string content = (device.Content, parts) switch
        {
            ("", []) => "unknown content",
            (var only, []) => Labelled(only, device),
            ("", _) => string.Join(", ", parts),
            (var table, _) => $"{table}: {string.Join(", ", parts)}",
        };
        return $"{device.Path} ({Join(", ", device.Model, device.Transport, Size(device))}; {content}{Mounts(device)})";
    }

    private static string Part(BlockDevice part)
    {
        string below = part.Children.IsEmpty ? "" : $" with {string.Join(", ", part.Children.Select(Part))}";
        return Join(" ", part.KernelName, part.IsPartition ? "" : part.Type, Labelled(part.Content, part), Size(part)) + Mounts(part) + below;
    }

    private static string Labelled(string content, BlockDevice device) => Join(" ", content, device.Label.Length > 0 ? $"'{device.Label}'" : "");

    private static string Mounts(BlockDevice device) => string.Concat(device.MountPoints.Select(point => point == DeviceRules.Swap ? ", in use as swap space" : $" mounted at {point}"));

    private static string Size(BlockDevice device) => device.Size > 0 ? ByteSize.Format(device.Size) : "no medium";

    private static string Join(string separator, params string[] words) => string.Join(separator, words.Where(word => word.Length > 0));
}
