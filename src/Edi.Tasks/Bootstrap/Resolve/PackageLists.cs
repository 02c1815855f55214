using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>The mirrors' lists of packages, as apt keeps them in its folder.</summary>
internal static partial class PackageLists
{
    private const string Field = "Package: ";

    /// <summary>The names of all packages.</summary>
    public static IEnumerable<string> Names(string lists) => Files(lists).SelectMany(Names).Distinct();

    /// <summary>The components that have these packages, by the package's name; of those that are nowhere nothing.</summary>
    public static ImmutableSortedDictionary<string, string> Components(string lists, IReadOnlyCollection<string> packages)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files(lists))
        {
            foreach (string name in ComponentOf(file.Name) is { } component ? Names(file).Where(packages.Contains) : [])
            {
                found.TryAdd(name, ComponentOf(file.Name)!);
            }
        }

        return found.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>What the mirrors have, and not when they said so: equal as long as all lists are.</summary>
    public static string Digest(string lists) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(Files(lists).Select(file => $"{file.Name}={FileTree.Digest(file.FullName)}\n")))));

    private static IEnumerable<string> Names(FileInfo list) =>
        File.ReadLines(list.FullName).Where(line => line.StartsWith(Field, StringComparison.Ordinal)).Select(line => line[Field.Length..]);

    private static IEnumerable<FileInfo> Files(string lists) =>
        new DirectoryInfo(lists).GetFiles("*Packages*").OrderBy(file => file.Name, StringComparer.Ordinal);

    private static string? ComponentOf(string list) => Component().Match(list) is { Success: true } name ? name.Groups[1].Value : null;

    [GeneratedRegex("_([^_]+)_binary-[^_]+_Packages$")]
    private static partial Regex Component();
}
