using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>
/// The files and folders of a project that a text names, by an absolute path or by one from the project's folder, where
/// commands begin. A word without a slash may be any word, so it means a file only.
/// </summary>
internal static partial class NamedFiles
{
    /// <param name="except">Folders whose content is known in another way.</param>
    /// <returns>Each with its path from the project's folder.</returns>
    public static IEnumerable<(string Name, string Path)> In(string text, string project, params string[] except) => Word().Matches(text)
        .Select(word => word.Value.TrimEnd('.', '/'))
        .Where(word => word.Length > 0)
        .Select(word => (Word: word, Path: Path.GetFullPath(word, project)))
        .Where(found => IsBelow(found.Path, project) && !except.Any(folder => found.Path == folder || IsBelow(found.Path, folder)))
        .Where(found => File.Exists(found.Path) || (found.Word.Contains('/', StringComparison.Ordinal) && Directory.Exists(found.Path)))
        .Select(found => (Name: Path.GetRelativePath(project, found.Path), found.Path))
        .Distinct()
        .OrderBy(found => found.Name, StringComparer.Ordinal);

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [GeneratedRegex(@"[\w.~+@%,:/-]+")]
    private static partial Regex Word();
}
