using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>The host's emulator, which a build for another architecture may have copied into the image.</summary>
internal sealed partial class EmulatorRule : ILintRule
{
    public EdiCode Code => EdiCodes.EmulatorLeft;

    public IEnumerable<LintFinding> Check(LintedImage image) => image.Root.FilesIn("/usr/bin").Concat(image.Root.FilesIn("/usr/libexec/qemu-binfmt"))
        .Where(file => Emulator().IsMatch(file.Name) && !image.Packages.Has(file.Path))
        .Select(file => new LintFinding(file.Path, "This is the emulator of the host that built the image, and no package of the image has it. Remove it: Edi.Sdk needs none in there."));

    [GeneratedRegex("^qemu-[a-z0-9_]+(-static)?$|-binfmt-P$")]
    private static partial Regex Emulator();
}
