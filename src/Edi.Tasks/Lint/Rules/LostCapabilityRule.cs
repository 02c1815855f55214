using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>
/// Programs whose package has given them capabilities, and that have none: they were lost on the way, in an archive
/// without extended attributes or on a file system without them.
/// </summary>
internal sealed class LostCapabilityRule : ILintRule
{
    private static readonly ImmutableArray<(string Package, string Program)> s_programs =
    [
        ("iputils-ping", "/usr/bin/ping"), ("iputils-arping", "/usr/bin/arping"), ("iputils-clockdiff", "/usr/bin/clockdiff"), ("fping", "/usr/bin/fping"),
        ("mtr-tiny", "/usr/bin/mtr-packet"), ("mtr", "/usr/bin/mtr-packet"), ("arping", "/usr/sbin/arping"), ("gnome-keyring", "/usr/bin/gnome-keyring-daemon"),
    ];

    public EdiCode Code => EdiCodes.LostCapability;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
        from known in s_programs
        let program = image.Root.Find(known.Program)
        where program is { IsFile: true, HasCapabilities: false, IsSetId: false }
            // Whether a package still asks for capabilities, its own script tells: Debian 13's ping needs none.
            && image.Packages.PostInstallation(known.Package).Contains("setcap", StringComparison.Ordinal)
        select new LintFinding(
            program.Path,
            $"The package {known.Package} gives this program capabilities, and it has neither those nor the set-uid bit: ordinary users could not use it. "
            + $"Whatever copied the root file system must keep extended attributes; 'dpkg-reconfigure {known.Package}' in a playbook sets them again.");
}
