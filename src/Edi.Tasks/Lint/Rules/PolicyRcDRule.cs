using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>The script that keeps services from starting while an image is made.</summary>
internal sealed class PolicyRcDRule : ILintRule
{
    private const string Script = "/usr/sbin/policy-rc.d";

    public EdiCode Code => EdiCodes.PolicyRcDLeft;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        // One that a package brings is meant to stay.
        if (image.Root.At(Script) is { IsFile: true } && !image.Packages.Has(Script))
        {
            yield return new(Script, "What keeps services from starting during a build is still there, and on the machine no package could start its service. Remove it in the last playbook.");
        }
    }
}
