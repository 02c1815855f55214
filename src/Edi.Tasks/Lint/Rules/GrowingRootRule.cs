using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>
/// A root partition that takes the free space behind it on the first boot, and raw data that lies there: for a partition table the space
/// is free.
/// </summary>
internal sealed class GrowingRootRule : ILintRule
{
    // What starts on the first boot: the SDK's role grow_root, and Debian's package cloud-initramfs-growroot.
    private static readonly string[] s_growers = ["/etc/systemd/system/multi-user.target.wants/grow-root.service", "/usr/share/initramfs-tools/scripts/local-bottom/growroot"];

    public EdiCode Code => EdiCodes.RawDataBehindGrowingRoot;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
        from grower in s_growers.Take(image.RawDataBehindRoot is null ? 0 : s_growers.Length)
        where image.Root.At(grower) is not null
        select new LintFinding(
            grower,
            $"The root partition grows on the first boot, over raw_data '{image.RawDataBehindRoot}' that lies behind it. Give that data an offset before the root partition or a partition of its own, or let root stay as it is: 'grow_root_enabled: false' in the parameters of the playbook machine.");
}
