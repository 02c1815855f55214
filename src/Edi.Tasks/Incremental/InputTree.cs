using System.Collections.Immutable;

namespace Edi.Tasks.Incremental;

/// <summary>
/// What a tool reads that follows symbolic links: besides what <see cref="FileTree"/> tells, the content that each link
/// leads to. A link to nowhere is a link, and so is one to a folder that is counted anyway or has no end.
/// </summary>
internal static class InputTree
{
    // In these the kernel and running programs tell of themselves, and never the same twice; a link that leads there is
    // meant for the image.
    private static readonly ImmutableArray<string> s_volatile = ["/proc", "/sys", "/dev", "/run"];

    // As a whole they are the host's system, which nobody hands to a tool; a link to one is meant for the image, too.
    private static readonly ImmutableHashSet<string> s_system =
        ["/", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/usr", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/share", "/etc", "/var", "/var/lib", "/boot", "/home", "/root", "/tmp"];

    /// <summary>All that is below a folder, by its path from there, in the order of names.</summary>
    /// <param name="isIgnored">Tells by such a path what does not count; a folder's ends in a slash.</param>
    public static IEnumerable<(string Path, string Description)> Describe(string folder, Func<string, bool>? isIgnored = null) =>
        Read(folder, isIgnored).Select(found => (found.Path, found.File.Description));

    /// <summary>The same, each with what tells whether it was written to later.</summary>
    public static IEnumerable<(string Path, InputFile File)> Read(string folder, Func<string, bool>? isIgnored = null) =>
        Walk(folder, isIgnored).Select(found => (found.Path, InputFile.Of(found.Entry, found.IsFollowed)));

    /// <summary>The file itself, and of a link also the file that it leads to.</summary>
    public static string DescribeFile(string path) => ReadFile(path).Description;

    /// <summary>The same, with what tells whether it was written to later.</summary>
    public static InputFile ReadFile(string path) => InputFile.Of(new FileInfo(path), isFollowed: true);

    /// <summary>The regular files below a folder.</summary>
    /// <param name="isIgnored">Tells by the path from there what does not count.</param>
    public static IEnumerable<string> Files(string folder, Func<string, bool>? isIgnored = null) => Walk(folder, isIgnored)
        .Where(found => !found.Path.EndsWith('/') && (found.IsFollowed || found.Entry.LinkTarget is null))
        .Select(found => found.Entry.FullName)
        .Where(FileIdentity.IsRegularFile);

    private static IEnumerable<(string Path, FileSystemInfo Entry, bool IsFollowed)> Walk(string folder, Func<string, bool>? isIgnored)
    {
        // A link to a folder around this one would count the folder once more, and with it all that is beside it.
        var visited = new HashSet<string>(StringComparer.Ordinal);
        for (string? around = Path.GetFullPath(folder); around is not null; around = Path.GetDirectoryName(around))
        {
            visited.Add(FileIdentity.PlaceOf(around));
        }

        return Walk(new DirectoryInfo(folder), "", isBehindLink: false, visited, isIgnored ?? (_ => false));
    }

    private static IEnumerable<(string Path, FileSystemInfo Entry, bool IsFollowed)> Walk(DirectoryInfo folder, string name, bool isBehindLink, HashSet<string> visited, Func<string, bool> isIgnored)
    {
        foreach (var entry in FileTree.Entries(folder))
        {
            // What lies behind a link may be somebody else's, whom a build must not fail for.
            if (isBehindLink && !IsReadable(entry))
            {
                continue;
            }

            bool isLink = entry.LinkTarget is not null, isFollowed = isLink && Follows(entry);
            bool isFolder = isLink ? isFollowed && Directory.Exists(entry.FullName) : entry is DirectoryInfo;
            if (isIgnored($"{name}{entry.Name}{(isFolder ? "/" : "")}"))
            {
                continue;
            }

            if (!isFolder)
            {
                yield return (name + entry.Name, entry, isFollowed);
                continue;
            }

            bool isNew = visited.Add(FileIdentity.PlaceOf(entry.FullName));
            if (isLink && !isNew)
            {
                yield return (name + entry.Name, entry, false);
                continue;
            }

            yield return ($"{name}{entry.Name}/", entry, isFollowed);
            foreach (var below in Walk(new DirectoryInfo(entry.FullName), $"{name}{entry.Name}/", isBehindLink || isLink, visited, isIgnored))
            {
                yield return below;
            }
        }
    }

    /// <summary>An entry itself, and of a link that is followed also the file that it leads to.</summary>
    public static string Describe(FileSystemInfo entry, bool isFollowed) => entry switch
    {
        { LinkTarget: not null } when isFollowed && FileIdentity.IsRegularFile(entry.FullName) =>
            $"{FileTree.DescribeFile(entry)} {FileTree.DescribeFile(entry.ResolveLinkTarget(returnFinalTarget: true)!)}",
        _ => FileTree.Describe(entry, FileModes.All),
    };

    private static bool Follows(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is { } target
                && !s_system.Contains(Path.TrimEndingDirectorySeparator(target.FullName))
                && !s_volatile.Any(folder => $"{target.FullName}/".StartsWith($"{folder}/", StringComparison.Ordinal))
                && IsReadable(target);
        }
        catch (IOException)
        {
            // It leads to itself.
            return false;
        }
    }

    private static bool IsReadable(FileSystemInfo target)
    {
        try
        {
            if (Directory.Exists(target.FullName))
            {
                _ = Directory.EnumerateFileSystemEntries(target.FullName).FirstOrDefault();
            }
            else if (FileIdentity.IsRegularFile(target.FullName))
            {
                using var file = File.OpenRead(target.FullName);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
