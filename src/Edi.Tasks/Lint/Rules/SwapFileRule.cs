using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>
/// Files to swap to. A file system of an image has only those blocks of a file that hold something, and a swap file is empty: the
/// kernel refuses one with holes, swapon(8).
/// </summary>
internal sealed partial class SwapFileRule : ILintRule
{
    private static readonly string[] s_units = ["/etc/systemd/system", "/usr/lib/systemd/system"];

    public EdiCode Code => EdiCodes.SwapFileWithHoles;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
        from path in InTable(image.Root).Concat(InUnits(image.Root)).Distinct(StringComparer.Ordinal)
        let file = image.Root.Find(path)
        where file is { IsFile: true, Size: > 0 }
        select new LintFinding(
            file.Path,
            "A swap file of the image has holes, since only blocks that hold something are written, and the kernel refuses it. Use a partition with 'file_system: swap', or let a service of the machine make the file at the first boot.");

    private static IEnumerable<string> InTable(RootTree root) =>
        from line in root.ReadLines("/etc/fstab")
        let match = TableLine().Match(line)
        where match.Success
        select match.Groups[1].Value;

    private static IEnumerable<string> InUnits(RootTree root) =>
        from unit in s_units.SelectMany(root.FilesIn)
        where unit.Name.EndsWith(".swap", StringComparison.Ordinal)
        from line in root.ReadLines(unit.Path)
        let match = UnitLine().Match(line)
        where match.Success
        select match.Groups[1].Value;

    [GeneratedRegex(@"^\s*(/\S+)\s+\S+\s+swap\b")]
    private static partial Regex TableLine();

    [GeneratedRegex(@"^\s*What\s*=\s*(/\S+)\s*$")]
    private static partial Regex UnitLine();
}
