using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Edi.Tasks.Incremental;

/// <summary>Describes files by what a tool sees of them: kind, mode, link target, content; never by time.</summary>
internal static class FileTree
{
    private const long LargeFile = 1 << 20;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly ConcurrentDictionary<string, string> s_digests = new(StringComparer.Ordinal);

    /// <summary>All that is below a folder, by its path from there, in the order of names.</summary>
    public static IEnumerable<(string Path, FileSystemInfo Entry)> Walk(string folder) =>
        Entries(new DirectoryInfo(folder))
            .SelectMany(entry => entry is DirectoryInfo { LinkTarget: null }
                ? Walk(entry.FullName)
                    .Select(below => (Path: $"{entry.Name}/{below.Path}", below.Entry))
                    .Prepend((Path: $"{entry.Name}/", entry))
                : [(entry.Name, entry)]);

    /// <summary>The same, each with its description.</summary>
    public static IEnumerable<(string Path, string Description)> Describe(string folder) =>
        Walk(folder).Select(found => (found.Path, Describe(found.Entry, FileModes.All)));

    /// <summary>A folder itself, a file or a link.</summary>
    public static string Describe(FileSystemInfo entry, FileModes modes) =>
        entry is DirectoryInfo { LinkTarget: null } ? Mode(entry, modes) : DescribeFile(entry, modes);

    /// <summary>All that is in a folder itself, in the order of names.</summary>
    public static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder) => folder
        .EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 })
        .OrderBy(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>A file, a link, or a folder with all that is in it, in one line.</summary>
    public static string DescribeWhole(string path)
    {
        if (!Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return DescribeFile(new FileInfo(path));
        }

        string content = string.Concat(Describe(path).Select(entry => $"{entry.Path}={entry.Description}\n"));
        return $"{Mode(new DirectoryInfo(path))} folder sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }

    /// <summary>The size of a file, or of all files in a folder, in bytes; a link has none.</summary>
    public static long SizeOf(string path) => new FileInfo(path) is var file && file.LinkTarget is not null ? 0
        : file.Exists ? file.Length
        : new DirectoryInfo(path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Sum(file => file.Length);

    public static string DescribeFile(FileSystemInfo file, FileModes modes = FileModes.All) =>
        file.LinkTarget is { } target
            ? $"link:{target}"
            : $"{Mode(file, modes)} {(FileIdentity.IsRegularFile(file.FullName) ? $"sha256:{Digest(file.FullName)}" : "special")}".TrimStart();

    /// <summary>The file's SHA-256, in lower-case hexadecimal. A large file is read once, also when it is moved.</summary>
    public static string Digest(string path) =>
        new FileInfo(path).Length < LargeFile ? Read(path) : s_digests.GetOrAdd(FileIdentity.Of(path), _ => Read(path));

    private static string Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public static string Mode(FileSystemInfo file, FileModes modes = FileModes.All) => modes switch
    {
        FileModes.All => Convert.ToString((int)file.UnixFileMode, 8),
        FileModes.Executable => file is DirectoryInfo || (file.UnixFileMode & Executable) != 0 ? "755" : "644",
        _ => "",
    };
}
