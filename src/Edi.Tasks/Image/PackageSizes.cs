using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>How much room each package takes, for the report; the manifest's form stays what others read.</summary>
internal static class PackageSizes
{
    private const string Format = @"${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${Installed-Size}\n";

    /// <summary>One line a package, sorted: name, version, architecture, KiB as dpkg estimates it, with tabs between.</summary>
    public static string Read(EdiSandbox sandbox, string root) => PackageDatabase.Show(sandbox, root, Format);
}
