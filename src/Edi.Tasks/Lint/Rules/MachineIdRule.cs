using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>machine-id(5): machines of the same one get the same address by DHCP, and cannot be told apart.</summary>
internal sealed partial class MachineIdRule : ILintRule
{
    private static readonly string[] s_files = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    public EdiCode Code => EdiCodes.SharedMachineId;

    public IEnumerable<LintFinding> Check(LintedImage image) => s_files
        // D-Bus's own is mostly a link to the other.
        .Where(path => image.Root.At(path) is { IsFile: true } && MachineId().IsMatch(image.Root.ReadText(path)))
        .Select(path => new LintFinding(
            path,
            path.StartsWith("/etc/", StringComparison.Ordinal)
                ? "The image has a machine ID, and every machine would have the same. Write 'uninitialized' into the file in the last playbook: the first boot makes one."
                : "D-Bus has a machine ID of its own, and every machine would have the same. Remove the file in the last playbook: D-Bus then uses /etc/machine-id."));

    [GeneratedRegex(@"^[0-9a-f]{32}\s*$")]
    private static partial Regex MachineId();
}
