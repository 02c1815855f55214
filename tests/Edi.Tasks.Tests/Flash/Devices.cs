using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

/// <summary>Devices as lsblk tells of them.</summary>
internal static class Devices
{
    public const long GiB = 1L << 30;

    public static BlockDevice Disk(params BlockDevice[] children) => Device("sdb", "disk", 16 * GiB, children) with
    {
        IsRemovable = true,
        Model = "SanDisk Ultra",
        Transport = "usb",
        Content = children.Length > 0 ? "partition table dos" : "",
    };

    public static BlockDevice Part(string name, string content = "", string label = "", params string[] mountPoints) =>
        Device(name, "part", GiB) with { Content = content, Label = label, MountPoints = [.. mountPoints] };

    public static BlockDevice Device(string name, string type, long size, params BlockDevice[] children) =>
        new($"/dev/{name}", name, type, size, IsReadOnly: false, IsRemovable: false, "", "", "", "", [], [.. children]);
}
