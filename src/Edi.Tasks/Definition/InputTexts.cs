using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>The texts of input files, in which other inputs may be named.</summary>
internal static class InputTexts
{
    /// <summary>In bytes. Larger files are data, in which nobody names a role or a file.</summary>
    public const long LargestText = 1 << 20;

    /// <summary>A file's text; null when it is data.</summary>
    public static string? Read(string file)
    {
        string text = new FileInfo(file).Length <= LargestText ? File.ReadAllText(file) : "";
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    /// <summary>The text of a file, or those of all files below a folder.</summary>
    public static IEnumerable<string> Of(string path) =>
        (Directory.Exists(path) ? InputTree.Files(path) : [path]).Select(Read).OfType<string>();
}
