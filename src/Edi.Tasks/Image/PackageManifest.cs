using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Image;

/// <summary>The packages that a root file system has installed.</summary>
internal static class PackageManifest
{
    private const string Format = @"${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${source:Package} (${source:Version})\n";

    /// <summary>One line a package, sorted: name, version, architecture, source, with tabs between.</summary>
    public static string Read(IToolRunner sandbox, string root) =>
        Select(sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand(
            "dpkg-query", $"--admindir={root}/var/lib/dpkg", "--show", $"--showformat={Format}")));

    /// <summary>Keeps what is installed; a package that was removed can leave its configuration behind.</summary>
    internal static string Select(string output) =>
        string.Concat(output
            .Split('\n')
            .Where(line => line is [_, 'i', ..])
            .Select(line => line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..])
            .Order(StringComparer.Ordinal)
            .Select(line => line + "\n"));
}
