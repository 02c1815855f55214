using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>
/// Programs that run with more rights than who starts them has, and that no package has given them. Of a package's own
/// file, dpkg does not remember the mode; there only programs that can do anything are known to be wrong.
/// </summary>
internal sealed partial class PrivilegedProgramRule : ILintRule
{
    public EdiCode Code => EdiCodes.PrivilegedProgram;

    public IEnumerable<LintFinding> Check(LintedImage image) => image.Root.Entries
        .Where(entry => entry.IsSetId || entry.HasCapabilities)
        .Where(entry => !image.Packages.Overridden.Contains(entry.Path))
        .Where(entry => !image.Packages.Has(entry.Path) || (entry.IsSetId && DoesAnything().IsMatch(entry.Name)))
        .Select(entry => new LintFinding(
            entry.Path,
            $"This program {Rights(entry)}, and no package has made it so. Take that away, or, if it is meant, say so with dpkg-statoverride."));

    private static string Rights(RootEntry entry) =>
        (entry.Mode & UnixFileMode.SetUser) != 0 ? "runs as its owner (set-uid)"
        : entry.IsSetId ? "runs as its group (set-gid)"
        : "gives capabilities to who starts it";

    // Shells, interpreters, editors, and what copies or shows any file.
    [GeneratedRegex(@"^((ba|da|k|z|c|tc|fi)?sh|busybox|python[0-9.]*|perl[0-9.]*|lua[0-9.]*|[mg]?awk|sed|vim?(\..*)?|nano|ed|less|more|cat|cp|mv|dd|tar|rsync|find|env|xargs|tee|chmod|chown|install|systemctl)$")]
    private static partial Regex DoesAnything();
}
