using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>The licences of packages, which must accompany what is given away, gone with the documentation.</summary>
internal sealed class CopyrightRule : ILintRule
{
    private const string Documentation = "/usr/share/doc";

    public EdiCode Code => EdiCodes.CopyrightMissing;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        ImmutableArray<string> missing =
        [
            .. image.Packages.Paths
                .Where(path => path.StartsWith(Documentation + "/", StringComparison.Ordinal) && path.EndsWith("/copyright", StringComparison.Ordinal) && path.Count(c => c == '/') == 5)
                .Where(path => image.Root.Find(path) is null).Order(StringComparer.Ordinal),
        ];
        if (!missing.IsEmpty)
        {
            yield return new(missing[0], FormattableString.Invariant(
                $"The copyright files of {missing.Length} packages are missing. Most licences ask that they accompany the programs: when documentation is left out, keep '{Documentation}/*/copyright'."))
            {
                Witness = "", // What is not there tells nothing.
            };
        }
    }
}
