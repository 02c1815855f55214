using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>What apt has fetched and can fetch again.</summary>
internal sealed class AptLeftoverRule : ILintRule
{
    public EdiCode Code => EdiCodes.AptLeftovers;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
    [
        .. Finding(
            "/var/cache/apt/archives",
            [.. image.Root.FilesIn("/var/cache/apt/archives").Where(file => file.Name.EndsWith(".deb", StringComparison.Ordinal)), .. image.Root.FilesIn("/var/cache/apt/archives/partial")],
            "packages", "apt-get clean"),
        .. Finding(
            "/var/lib/apt/lists",
            [.. image.Root.FilesIn("/var/lib/apt/lists").Where(file => file.Name != "lock"), .. image.Root.FilesIn("/var/lib/apt/lists/partial")],
            "package lists", "apt-get distclean"),
    ];

    private static IEnumerable<LintFinding> Finding(string folder, ImmutableArray<RootEntry> files, string what, string remedy)
    {
        if (!files.IsEmpty)
        {
            yield return new(folder, FormattableString.Invariant(
                $"The image carries {files.Length} {what} of {ByteSize.Format(files.Sum(file => file.Size))} that apt fetches again when it needs them. End the last playbook with '{remedy}'."))
            {
                Witness = files.MaxBy(file => file.Size)!.Path,
            };
        }
    }
}
