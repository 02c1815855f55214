using System.Collections.Immutable;
using System.Text;

namespace Edi.Testing;

/// <summary>
/// A file system in an image, read without a mount. Paths begin at its root, with or without a slash. Symbolic links are
/// followed as if the file system were the root; what a link leads to on another partition is not found.
/// </summary>
public abstract class EdiFileSystem
{
    // The kernel gives up there, too.
    private const int MostLinks = 40;
    private const int MostNames = 20;
    private const long MostBytes = 1 << 30; // A file of holes takes no room on the disk, and much in memory.

    private protected EdiFileSystem(string image, long offset)
    {
        Image = image;
        Offset = offset;
    }

    /// <summary>The file with the file system.</summary>
    public string Image { get; }

    /// <summary>Where the file system begins in that file, in bytes.</summary>
    public long Offset { get; }

    /// <summary>Opens a file system that is a whole file, or lies in one.</summary>
    /// <param name="image">The file.</param>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <exception cref="EdiTestingException">There is no such file, or neither FAT nor ext4 in it.</exception>
    public static EdiFileSystem Open(string image, long offset = 0)
    {
        string path = EdiDiskImage.Open(image).Path;
        return FileSystemSignature.Read(path, offset).Kind switch
        {
            EdiFileSystemKind.Fat => new FatFileSystem(path, offset),
            EdiFileSystemKind.Ext4 => new Ext4FileSystem(path, offset),
            _ => throw new EdiTestingException(
                FormattableString.Invariant($"Expected FAT or ext4 at byte {offset} of {path}, found neither. Other file systems have no files that can be read without a mount.")),
        };
    }

    /// <summary>What is known of a file, a folder or a link; a link at the path's end is not followed.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Null when there is nothing at that path.</returns>
    public Task<EdiFileEntry?> FindAsync(string path) => FindEntryAsync(Normalize(path));

    /// <summary>What is known of a file, a folder or a link that has to be there.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="EdiTestingException">There is nothing at that path; the message tells what the folder has.</exception>
    public async Task<EdiFileEntry> RequireAsync(string path) => await FindAsync(path) ?? throw await MissingAsync(Normalize(path));

    /// <summary>Whether there is a file, a folder or a link at a path.</summary>
    /// <param name="path">The path.</param>
    public async Task<bool> ExistsAsync(string path) => await FindAsync(path) is not null;

    /// <summary>Reads a file's content.</summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <exception cref="EdiTestingException">There is no file at that path.</exception>
    public async Task<byte[]> ReadBytesAsync(string path)
    {
        var entry = await FollowAsync(path);
        if (entry.Size > MostBytes)
        {
            throw new EdiTestingException(FormattableString.Invariant($"Expected a file of at most {MostBytes} bytes at {path} in {Image}, found {entry.Size} bytes."));
        }

        return entry.Kind == EdiFileKind.File
            ? await ReadFileAsync(entry.Path)
            : throw new EdiTestingException($"Expected a file at {path} in {Image}, found: {entry.Kind}.");
    }

    /// <summary>Reads a file's content, which is UTF-8.</summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <exception cref="EdiTestingException">There is no file at that path.</exception>
    public async Task<string> ReadTextAsync(string path) => Encoding.UTF8.GetString(await ReadBytesAsync(path));

    /// <summary>The names in a folder, in the order of their bytes.</summary>
    /// <param name="folder">The folder's path; links are followed.</param>
    /// <exception cref="EdiTestingException">There is no folder at that path.</exception>
    public async Task<ImmutableArray<string>> ListAsync(string folder)
    {
        var children = await ListFolderAsync((await FolderAsync(folder)).Path);
        return [.. children.Select(child => child.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>The paths of all that is below a folder but folders, relative to it, in the order of their bytes. Links are not followed.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <exception cref="EdiTestingException">There is no folder at that path.</exception>
    public async Task<ImmutableArray<string>> ListFilesAsync(string folder = "/")
    {
        var files = new List<string>();
        await CollectAsync((await FolderAsync(folder)).Path, "", files);
        return [.. files.Order(StringComparer.Ordinal)];
    }

    private protected abstract Task<EdiFileEntry?> FindEntryAsync(string path);

    private protected abstract Task<byte[]> ReadFileAsync(string path);

    private protected abstract Task<ImmutableArray<(string Name, bool IsFolder)>> ListFolderAsync(string path);

    private async Task CollectAsync(string folder, string prefix, List<string> files)
    {
        foreach (var (name, isFolder) in await ListFolderAsync(folder))
        {
            if (isFolder)
            {
                await CollectAsync(Join(folder, name), $"{prefix}{name}/", files);
            }
            else
            {
                files.Add(prefix + name);
            }
        }
    }

    private async Task<EdiFileEntry> FolderAsync(string path)
    {
        var entry = await FollowAsync(path);
        return entry.Kind == EdiFileKind.Folder ? entry : throw new EdiTestingException($"Expected a folder at {path} in {Image}, found: {entry.Kind}.");
    }

    private async Task<EdiFileEntry> FollowAsync(string path)
    {
        var entry = await RequireAsync(path);
        for (int links = 0; entry.LinkTarget is { } target; links++)
        {
            if (links == MostLinks)
            {
                throw new EdiTestingException($"Too many symbolic links at {path} in {Image}; the last one is {entry.Path}, which leads to {target}.");
            }

            entry = await RequireAsync(Path.Combine(Parent(entry.Path), target));
        }

        return entry;
    }

    private async Task<EdiTestingException> MissingAsync(string path)
    {
        string folder = Parent(path);
        while (folder != "/" && await FindEntryAsync(folder) is not { Kind: EdiFileKind.Folder })
        {
            folder = Parent(folder);
        }

        var names = await ListAsync(folder);
        string found = names.IsEmpty ? "nothing" : string.Join(", ", names.Take(MostNames)) + (names.Length > MostNames ? ", …" : "");
        return new($"There is no {path} in {Image}; the folder {folder} has: {found}.");
    }

    private static string Normalize(string path) => "/" + path.Trim('/');

    private static string Join(string folder, string name) => folder == "/" ? "/" + name : $"{folder}/{name}";

    private static string Parent(string path) => Path.GetDirectoryName(path) ?? "/";
}
