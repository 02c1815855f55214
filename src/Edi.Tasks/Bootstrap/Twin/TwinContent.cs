using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>What was unpacked into a twin: its packages, their versions and their files.</summary>
/// <param name="Versions">By package, without the count of an architecture's rebuilds: <c>3.11-4+b1</c> is <c>3.11-4</c>, rebuilt.</param>
/// <param name="Files">The package that has a file, by the file's path in a root with merged /usr.</param>
internal sealed partial record TwinContent(ImmutableSortedDictionary<string, string> Versions, ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>Reads what <c>twin-index.sh</c> has written: after each package's <c>NAME VERSION</c> its <c>./PATH</c>s.</summary>
    public static TwinContent Parse(IEnumerable<string> lines)
    {
        var versions = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        string package = "";
        foreach (string line in lines)
        {
            if (line.StartsWith("./", StringComparison.Ordinal))
            {
                files[Merged(line[1..])] = package;
            }
            else if (line.Split(' ') is [var name, var version])
            {
                versions[package = name] = Rebuild().Replace(version, "");
            }
        }

        return new(versions.ToImmutable(), files.ToImmutable());
    }

    /// <summary>The files of a package that may run natively or stand for the target's, by path.</summary>
    public IEnumerable<string> FilesOf(TwinnedPackage twinned) =>
        Files.Where(file => TwinnedPackage.Matches(twinned.Package, file.Value) && twinned.Has(file.Key)).Select(file => file.Key);

    [GeneratedRegex(@"\+b[0-9]+$")]
    private static partial Regex Rebuild();

    // Packages of Debian 12 still have /bin, /sbin and /lib, which are links into /usr.
    private static string Merged(string path) =>
        new[] { "/bin/", "/sbin/", "/lib" }.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) ? "/usr" + path : path;
}
