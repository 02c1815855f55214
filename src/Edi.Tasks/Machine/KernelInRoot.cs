using System.Text.RegularExpressions;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Machine;

/// <summary>The kernel that Debian's packages leave in /boot, for machines without firmware that could load it.</summary>
internal static partial class KernelInRoot
{
    /// <param name="console">The serial port of the machine.</param>
    public static BootMethod Prepare(ImageDefinition definition, MachineDisk disk, string folder, string console)
    {
        var root = definition.Image!.Partitions.Single(partition => partition.MountPoint == "/");
        var files = disk.Root(definition, EdiCodes.MachineNotStarted);
        string[] names = [.. files.List("/boot")];
        string version = names.Select(name => Kernel().Match(name)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .OrderBy(Sortable, StringComparer.Ordinal).LastOrDefault()
            ?? throw new EdiException([new(EdiCodes.MachineNotStarted, $"There is no kernel for the machine 'virt': expected vmlinuz-VERSION in /boot, or a partition of the type esp; found {(names.Length == 0 ? "nothing" : string.Join(", ", names))}.", root.Position)]);
        return new BootMethod.Direct(
            files.CopyTo($"/boot/vmlinuz-{version}", folder),
            files.CopyTo($"/boot/initrd.img-{version}", folder),
            null,
            $"root=LABEL={root.Label} rw console={console}");
    }

    // 6.9 comes before 6.12.
    private static string Sortable(string version) => Number().Replace(version, number => number.Value.PadLeft(10, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"^vmlinuz-(.+)\z")]
    private static partial Regex Kernel();
}
