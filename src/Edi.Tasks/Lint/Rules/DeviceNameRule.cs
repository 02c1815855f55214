using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Disks by the kernel's name, which depends on where a disk is plugged in and on which one is found first.</summary>
internal sealed partial class DeviceNameRule : ILintRule
{
    private static readonly ImmutableArray<string> s_bootFiles =
    [
        "/boot/firmware/cmdline.txt", "/boot/cmdline.txt", "/boot/extlinux/extlinux.conf", "/boot/armbianEnv.txt", "/boot/orangepiEnv.txt",
        "/etc/kernel/cmdline", "/etc/default/grub", "/etc/default/u-boot", "/etc/default/raspi-firmware",
    ];

    private static readonly ImmutableArray<string> s_bootFolders =
        ["/boot/loader/entries", "/boot/efi/loader/entries", "/efi/loader/entries", "/etc/default/grub.d"];

    public EdiCode Code => EdiCodes.DeviceByName;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
    [
        .. Findings(image.Root, "/etc/fstab", FileSystem(), "is mounted"),
        .. s_bootFiles.Concat(s_bootFolders.SelectMany(image.Root.FilesIn).Select(file => file.Path))
            .SelectMany(file => Findings(image.Root, file, KernelParameter(), "is named for the kernel")),
    ];

    private static IEnumerable<LintFinding> Findings(RootTree root, string file, Regex device, string use) =>
        from line in root.ReadLines(file)
        let match = device.Match(line)
        where match.Success && !line.StartsWith('#')
        select new LintFinding(
            file,
            $"A disk {use} as {match.Groups[1].Value}. On another slot, adapter or kernel it has another name, and the boot stops. Name it by LABEL=, UUID= or PARTUUID=.")
        {
            Evidence = line,
        };

    [GeneratedRegex(@"^\s*(/dev/(?:sd|hd|vd|xvd|mmcblk|nvme)[a-z0-9]*)\s")]
    private static partial Regex FileSystem();

    [GeneratedRegex("""\b(?:root|rootdev|resume|ROOTPART)=["']?(/dev/(?:sd|hd|vd|xvd|mmcblk|nvme)[a-z0-9]*)""")]
    private static partial Regex KernelParameter();
}
