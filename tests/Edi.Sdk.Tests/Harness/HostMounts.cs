namespace Edi.Sdk.Tests.Harness;

/// <summary>What is mounted on the host, but for what other tests mount as root at the same time.</summary>
internal static class HostMounts
{
    public static string[] Read() =>
        [.. File.ReadAllLines("/proc/self/mountinfo").Where(mount => !mount.Contains(" /var/cache/edi/", StringComparison.Ordinal))];
}
