using System.Security.Cryptography;

namespace Edi.Tasks.Incremental;

/// <summary>Describes files by what a tool sees of them: kind, mode, link target, content; never by time.</summary>
internal static class FileTree
{
    public static IEnumerable<(string Path, string Description)> Describe(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 })
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } child
                ? Describe(child.FullName)
                    .Select(below => (Path: $"{entry.Name}/{below.Path}", below.Description))
                    .Prepend((Path: $"{entry.Name}/", Description: Mode(child)))
                : [(entry.Name, DescribeFile(entry))]);

    public static string DescribeFile(FileSystemInfo file) =>
        file.LinkTarget is { } target
            ? $"link:{target}"
            : $"{Mode(file)} sha256:{Digest(file.FullName)}";

    /// <summary>The file's SHA-256, in lower-case hexadecimal.</summary>
    public static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Mode(FileSystemInfo file) => Convert.ToString((int)file.UnixFileMode, 8);
}
