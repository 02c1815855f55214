namespace Edi.Sdk.Tests.Harness;

/// <summary>What is mounted on the host, but for what tests of other checkouts and the daemons of LXD and Incus mount at the same time.</summary>
internal static class HostMounts
{
    private static readonly string[] s_others = [" /var/cache/edi/", "/lxd", "/lxcfs", "/incus"];

    public static string[] Read() =>
        [.. File.ReadAllLines("/proc/self/mountinfo").Where(mount => !s_others.Any(other => mount.Contains(other, StringComparison.Ordinal)))];
}
