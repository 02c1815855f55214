using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>The packages that a root file system has installed.</summary>
internal static class PackageManifest
{
    private const string Format = @"${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${source:Package} (${source:Version})\n";

    /// <summary>One line a package, sorted: name, version, architecture, source, with tabs between.</summary>
    public static string Read(EdiSandbox sandbox, string root) => PackageDatabase.Show(sandbox, root, Format);
}
