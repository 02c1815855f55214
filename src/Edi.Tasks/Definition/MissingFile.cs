namespace Edi.Tasks.Definition;

/// <summary>Says what is in the place of a file that a definition names, and what was probably meant.</summary>
internal static class MissingFile
{
    /// <param name="subject">What is missing, at the beginning of a sentence.</param>
    /// <param name="path">Its path, as it is written.</param>
    /// <param name="candidates">Where it was looked for.</param>
    public static string Explain(string subject, string path, IReadOnlyCollection<string> candidates) =>
        candidates.FirstOrDefault(Path.Exists) is { } other
            ? $"{subject} {Describe(other)}"
            : $"{subject} does not exist.{NearestFile.Hint(path, candidates)} Looked for: {string.Join(", ", candidates)}.";

    // For .NET a link to nowhere exists.
    private static string Describe(string path) =>
        Directory.Exists(path) ? $"is the folder {path}. Name the file in it."
        : new FileInfo(path).LinkTarget is { } target && !Path.Exists(Path.GetFullPath(target, Path.GetDirectoryName(path)!)) ? $"is a link, {path}, to {target}, where nothing is. Mend the link, or put the file in its place."
        : $"is a device or a pipe, {path}, and no file.";
}
