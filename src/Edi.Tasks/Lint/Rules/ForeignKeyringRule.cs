using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Keys that apt trusts, or could be told to, and that neither a package nor a repository explains.</summary>
internal sealed class ForeignKeyringRule : ILintRule
{
    private static readonly ImmutableArray<string> s_endings = [".gpg", ".asc", ".pgp", ".kbx"];

    public EdiCode Code => EdiCodes.ForeignKeyring;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
    [
        .. new[] { image.Root.At("/etc/apt/trusted.gpg") }.OfType<RootEntry>().Concat(Keyrings(image, "/etc/apt/trusted.gpg.d"))
            .Where(keyring => keyring.Size > 0 && !image.Packages.Has(keyring.Path))
            .Select(keyring => new LintFinding(
                keyring.Path,
                "apt trusts these keys for every repository, Debian's too, and no package has brought them. Move them to /etc/apt/keyrings and name them by 'signed-by' where they belong, or remove them.")),
        .. new[] { "/etc/apt/keyrings", "/usr/share/keyrings" }.SelectMany(folder => Keyrings(image, folder))
            .Where(keyring => !image.Packages.Has(keyring.Path) && !image.AptSources.Name(keyring.Path))
            .Select(keyring => new LintFinding(
                keyring.Path,
                "No package has brought these keys, and no repository of the image names them by 'signed-by'. Remove them, or name them where they belong.")),
    ];

    private static IEnumerable<RootEntry> Keyrings(LintedImage image, string folder) =>
        image.Root.FilesIn(folder).Where(file => s_endings.Contains(Path.GetExtension(file.Name)));
}
