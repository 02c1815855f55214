using System.Collections.Immutable;

namespace Edi.Tasks.Lint;

/// <summary>What Debian packages have brought into a root file system, by dpkg's own lists.</summary>
internal sealed class PackageFiles
{
    private const string Info = "/var/lib/dpkg/info";

    // The folders of the root that lead into /usr. Packages may list their files by either path.
    private static readonly ImmutableArray<string> s_merged = ["/bin/", "/sbin/", "/lib/", "/lib32/", "/lib64/", "/libx32/"];

    private readonly RootTree _root;
    private readonly HashSet<string> _paths;

    public PackageFiles(RootTree root)
    {
        _root = root;
        _paths = [.. root.ReadLines(root.FilesIn(Info).Where(file => file.Name.EndsWith(".list", StringComparison.Ordinal))).Select(Merge)];
        // dpkg-divert(1): of each three lines the second is where the file of the first went.
        _paths.UnionWith(root.ReadLines("/var/lib/dpkg/diversions").Chunk(3).Where(diversion => diversion.Length == 3).Select(diversion => Merge(diversion[1])));
        Overridden = [.. root.ReadLines("/var/lib/dpkg/statoverride").Select(line => line.Split(' ', 4)).Where(parts => parts.Length == 4).Select(parts => Merge(parts[3]))];
    }

    /// <summary>The paths that packages have, those among them that were left out or removed too.</summary>
    public IEnumerable<string> Paths => _paths;

    /// <summary>What dpkg-statoverride(1) gives an owner and a mode.</summary>
    public ImmutableHashSet<string> Overridden { get; }

    /// <summary>Whether a package has a file or folder of this path.</summary>
    public bool Has(string path) => _paths.Contains(Merge(path));

    /// <summary>The script that runs when a package is configured; empty when it has none or is not there.</summary>
    public string PostInstallation(string package) =>
        _root.FilesIn(Info).FirstOrDefault(file => file.Name.EndsWith(".postinst", StringComparison.Ordinal) && Package(file) == package) is { } script
            ? _root.ReadText(script.Path)
            : "";

    // NAME.postinst, or NAME:ARCHITECTURE.postinst.
    private static string Package(RootEntry script) => Path.GetFileNameWithoutExtension(script.Name).Split(':')[0];

    private static string Merge(string path) =>
        s_merged.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) ? "/usr" + path : path;
}
