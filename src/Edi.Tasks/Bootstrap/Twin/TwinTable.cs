using System.Collections.Immutable;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>
/// The table that the dispatcher decides by, see <c>native/twin.c</c>: a line for each file of the twin that may stand
/// for the target's, with the package versions and the conditions under which it may.
/// </summary>
internal sealed class TwinTable(TwinContent content, string targetMultiarch, string hostMultiarch)
{
    private readonly List<string> _lines = [""]; // Each line is found by the newline before it.

    public void AddPrograms(TwinnedPackage twinned, IEnumerable<string> programs)
    {
        foreach (string program in programs)
        {
            string package = content.Files[program];
            var together = twinned.Together.SelectMany(pattern => content.Versions.Keys.Where(name => TwinnedPackage.Matches(pattern, name)));
            Add(
                program,
                string.Join(',', together.Prepend(package).Select(Versioned)),
                string.Join(',', twinned.Unless),
                string.Join(',', twinned.Tells),
                string.Join(':', Folders(twinned, package, targetMultiarch)));
        }
    }

    /// <summary>Compiled modules are asked for by their own versions: their packages come and go without the interpreter's.</summary>
    /// <param name="isMeant">Whether modules of a package may be used.</param>
    public void AddModules(TwinnedPackage twinned, Func<string, bool> isMeant)
    {
        foreach (string package in content.Versions.Keys.Where(name => TwinnedPackage.Matches(twinned.Package, name)))
        {
            foreach (var folder in Folders(twinned, package, hostMultiarch))
            {
                foreach (var (path, owner) in content.Files.Where(file => !folder.Own && folder.Has(file.Key) && isMeant(file.Value)))
                {
                    Add(path.TrimEnd('/'), Versioned(owner), "", "", "");
                }
            }
        }
    }

    public override string ToString() => string.Join('\n', _lines) + "\n";

    private static IEnumerable<ModuleFolder> Folders(TwinnedPackage twinned, string package, string multiarch) =>
        twinned.Modules.Select(folder => folder with
        {
            Path = folder.Path
                .Replace("{target}", multiarch, StringComparison.Ordinal)
                .Replace("*", twinned.VersionIn(package), StringComparison.Ordinal),
            Suffix = folder.Suffix?.Replace("{target}", multiarch, StringComparison.Ordinal),
        });

    private void Add(params ImmutableArray<string> columns) => _lines.Add(string.Join('\t', columns));

    private string Versioned(string package) => $"{package}={content.Versions[package]}";
}
