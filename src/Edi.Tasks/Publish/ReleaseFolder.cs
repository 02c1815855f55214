using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Publish;

/// <summary>
/// The folder of a release, which may be anybody's: its checksums tell which of the files are the release's, and only these are
/// replaced.
/// </summary>
/// <param name="folder">An absolute path; the folder need not exist.</param>
/// <param name="name">The image's name, with which the names of its files begin.</param>
internal sealed class ReleaseFolder(string folder, string name)
{
    /// <summary>The name of the file with the checksums of all others, in the form of sha256sum(1).</summary>
    public const string Checksums = "SHA256SUMS";

    private static readonly ImmutableArray<string> s_ofChecksums = [Checksums, .. new[] { ".asc", ".minisig", ".sig" }.Select(extension => Checksums + extension)];

    private readonly string _folder = Path.TrimEndingDirectorySeparator(folder);

    /// <summary>The release's files that are there, as absolute paths.</summary>
    public ImmutableArray<string> Files => [.. Listed().Concat(s_ofChecksums).Select(file => Path.Combine(_folder, file)).Where(File.Exists)];

    /// <summary>Makes a release in a folder of its own, and puts it in the place of the older one.</summary>
    /// <param name="make">Makes all files in the folder that it is given.</param>
    /// <exception cref="EdiException">EDI5006, when the folder holds the checksums of something else.</exception>
    public void Replace(Action<string> make)
    {
        if (File.Exists(Path.Combine(_folder, Checksums)) && !Listed().Any(file => file.StartsWith(name + "_", StringComparison.Ordinal) && file.EndsWith(".bmap", StringComparison.Ordinal)))
        {
            throw new EdiException(EdiCodes.ReleaseFailed, $"{Path.Combine(_folder, Checksums)} belongs to something else: it names no block map of '{name}'. Publish into a folder of its own, with 'dotnet publish -o FOLDER'.");
        }

        string partial = Path.Combine(_folder, $".{name}.partial");
        AtomicFile.Delete([partial]);
        Directory.CreateDirectory(partial);
        try
        {
            make(partial);
            MoveIn(partial);
        }
        finally
        {
            AtomicFile.Delete([partial]);
        }
    }

    // The checksums come last: where they are, the rest is complete.
    private void MoveIn(string partial)
    {
        var older = Files;
        string[] made =
        [
            .. Directory.GetFiles(partial, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(partial, file))
                .OrderBy(file => s_ofChecksums.Contains(file)),
        ];
        foreach (string file in made)
        {
            string target = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(partial, file), target, overwrite: true);
        }

        foreach (string file in older.Except(made.Select(file => Path.Combine(_folder, file))))
        {
            File.Delete(file);
            RemoveEmpty(Path.GetDirectoryName(file)!);
        }
    }

    private void RemoveEmpty(string directory)
    {
        if (directory != _folder && !Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.Delete(directory);
            RemoveEmpty(Path.GetDirectoryName(directory)!);
        }
    }

    // What lies elsewhere is nobody's here, whatever a file says.
    private IEnumerable<string> Listed()
    {
        string checksums = Path.Combine(_folder, Checksums);
        return !File.Exists(checksums) ? [] : File.ReadLines(checksums)
            .Select(line => line.Split("  ", 2))
            .Where(parts => parts.Length == 2 && Path.GetFullPath(parts[1], _folder).StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(parts => parts[1]);
    }
}
