using System.Collections.Immutable;

namespace Edi.Tasks.Machine;

/// <summary>Package names that depend on the host's distribution.</summary>
internal static class HostDistribution
{
    private const string Release = "/etc/os-release";

    /// <summary>What runs RISC-V machines: since Debian 13 the program has a package of its own.</summary>
    public static ImmutableArray<string> RiscV => RiscVOn(File.Exists(Release) ? File.ReadAllText(Release) : "");

    internal static ImmutableArray<string> RiscVOn(string release)
    {
        string[] lines = release.Split('\n');
        bool isOld = lines.Any(line => line is "VERSION_ID=\"12\"" or "VERSION_ID=\"24.04\"");
        return [isOld ? "qemu-system-misc" : "qemu-system-riscv", "opensbi"];
    }
}
