using System.Formats.Tar;
using System.Security.Cryptography;

namespace Edi.Images.Tests.Harness;

/// <summary>A root file system, file by file, as tar(1) sees it.</summary>
internal static class RootTree
{
    /// <summary>The files of an archive, by path.</summary>
    public static async Task<SortedDictionary<string, TreeEntry>> ReadAsync(Stream archive)
    {
        var tree = new SortedDictionary<string, TreeEntry>(StringComparer.Ordinal);
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            tree[entry.Name.TrimEnd('/')] = new(
                entry.EntryType.ToString(),
                Convert.ToString((int)entry.Mode, 8),
                entry.Uid,
                entry.Gid,
                entry.Length,
                entry.LinkName,
                Attributes(entry),
                entry.DataStream is { } content ? Convert.ToHexStringLower(await SHA256.HashDataAsync(content)) : "");
        }

        return tree;
    }

    /// <summary>The files of a folder, by path.</summary>
    public static async Task<SortedDictionary<string, TreeEntry>> ReadFolderAsync(string folder)
    {
        using var archive = new TemporaryFolder();
        string file = archive.File("tree.tar");
        await HostProgram.RequireAsync(
            "tar", "--create", "--file", file, "--directory", folder, "--sort=name", "--numeric-owner", "--format=pax", "--xattrs", "--xattrs-include=*", ".");
        await using var stream = File.OpenRead(file);
        return await ReadAsync(stream);
    }

    /// <summary>The paths at which two trees differ.</summary>
    public static string[] Differences(SortedDictionary<string, TreeEntry> one, SortedDictionary<string, TreeEntry> other)
    {
        Assert.NotEmpty(other);
        return
        [
            .. one.Keys.Union(other.Keys)
                .Where(path => one.GetValueOrDefault(path) != other.GetValueOrDefault(path))
                .Select(path => path.TrimStart('.'))
                .Order(StringComparer.Ordinal),
        ];
    }

    // The engine's overlay file system keeps notes of its own, which only another kind of mount shows.
    private static string Attributes(TarEntry entry) => entry is not PaxTarEntry pax ? "" : string.Join(
        ' ',
        pax.ExtendedAttributes
            .Where(attribute => attribute.Key.StartsWith("SCHILY.xattr.", StringComparison.Ordinal) && !attribute.Key.Contains("overlay.", StringComparison.Ordinal))
            .Select(attribute => $"{attribute.Key}={Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(attribute.Value))}")
            .Order(StringComparer.Ordinal));
}
