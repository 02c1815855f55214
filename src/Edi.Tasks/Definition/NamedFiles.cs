using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>The files and folders that a text names, by an absolute path or by one from the folder where what reads the text begins.</summary>
internal static partial class NamedFiles
{
    // Most texts that say this word do not mean each plugin of the project.
    private const string Plugins = "plugins";

    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="except">Folders whose content is known in another way.</param>
    /// <returns>Each with its path from the folder.</returns>
    public static IEnumerable<(string Name, string Path)> In(string text, string folder, InputPlaces places, params string[] except) => Word().Matches(WithoutFolder(text, folder))
        .Select(word => word.Value.TrimEnd('.', '/'))
        .Where(word => word.Length > 0 && word != Plugins)
        .Select(word => Path.GetFullPath(word, folder))
        .Where(path => InputPlaces.IsWithin(path, folder) && places.MayBeInput(path) && !except.Any(known => InputPlaces.IsWithin(path, known)))
        .Where(Path.Exists)
        .Select(path => (Name: Path.GetRelativePath(folder, path), Path: path))
        .Distinct()
        .OrderBy(found => found.Name, StringComparer.Ordinal);

    // The folder's own path may have spaces in it, at which words end, and be quoted for them.
    private static string WithoutFolder(string text, string folder) => text
        .Replace(Path.TrimEndingDirectorySeparator(folder), " .", StringComparison.Ordinal)
        .Replace(".\"/", "./", StringComparison.Ordinal)
        .Replace(".'/", "./", StringComparison.Ordinal);

    [GeneratedRegex(@"[\w.~+@%,:/-]+")]
    private static partial Regex Word();
}
