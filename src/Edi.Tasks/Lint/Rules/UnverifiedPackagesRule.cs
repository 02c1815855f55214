using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Packages that apt would install on the machine without a look at their signature.</summary>
internal sealed partial class UnverifiedPackagesRule : ILintRule
{
    public EdiCode Code => EdiCodes.UnverifiedPackages;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
    [
        .. from file in image.AptSources.Files
           from line in file.Lines
           where TrustedSource().IsMatch(line)
           select new LintFinding(file.Path, "apt installs packages of this repository without a signature, so whoever is on the way to it can put in others. Sign it, and name its keys by 'signed-by'.") { Evidence = line },
        .. from file in image.Root.FilesIn("/etc/apt/apt.conf.d").Select(file => file.Path).Prepend("/etc/apt/apt.conf")
           from line in image.Root.ReadLines(file)
           where line[0] != '#' && !line.StartsWith("//", StringComparison.Ordinal) && Unverified().IsMatch(line)
           select new LintFinding(file, $"apt is told to verify less: '{line}'. Remove the setting in the last playbook.") { Evidence = line },
    ];

    // An option of one line, or a field of deb822.
    [GeneratedRegex(@"(\[[^\]]*\b|^)(trusted|allow-insecure)\s*[=:]\s*(yes|true|1)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TrustedSource();

    [GeneratedRegex("""\b(AllowUnauthenticated|AllowInsecureRepositories|AllowWeakRepositories)\s+"(true|yes|1)"|\b(Verify-Peer|Verify-Host)\s+"(false|no|0)["]""", RegexOptions.IgnoreCase)]
    private static partial Regex Unverified();
}
