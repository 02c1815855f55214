using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Publish;

/// <summary>What is handed out: the compressed image, its block map, the manifest of its packages, the further forms, and checksums of all.</summary>
internal sealed class Release(ImageDefinition definition, IToolRunner host, string image, ImmutableArray<string> files)
{
    /// <summary>Makes the release beside what is in its folder, and then moves it in.</summary>
    /// <exception cref="EdiException">EDI5006, when there is no image, a name or a tool is wrong, or the folder holds something else.</exception>
    public void Publish(ReleaseFolder folder, string version, string compression, Signature? signature)
    {
        string name = Name(version);
        var compressed = compression switch
        {
            "zstd" => ImageFormat.Zstd,
            "xz" => ImageFormat.Xz,
            _ => throw new EdiException(EdiCodes.ReleaseFailed, $"The property EdiPublishCompression must be zstd or xz; found '{compression}'."),
        };
        folder.Replace(partial =>
        {
            Compress(compressed, Path.Combine(partial, name + compressed.Extension));
            File.Copy(Path.ChangeExtension(image, ".bmap"), Path.Combine(partial, name + ".bmap"));
            File.Copy(Path.ChangeExtension(image, ".manifest"), Path.Combine(partial, name + ".manifest"));
            foreach (var format in definition.Image!.Formats.Where(format => format != compressed))
            {
                Copy(format.FileOf(image), Path.Combine(partial, name + format.Extension));
            }

            foreach (string file in files)
            {
                Copy(file, Path.Combine(partial, Path.GetFileName(Path.TrimEndingDirectorySeparator(file))));
            }

            WriteChecksums(partial);
            signature?.Sign(host, Path.Combine(partial, ReleaseFolder.Checksums));
        });
    }

    private string Name(string version)
    {
        if (definition.Image is null)
        {
            throw new EdiException(EdiCodes.ReleaseFailed, $"The definition of {definition.Name} has no section 'image', so there is no disk image to publish.");
        }

        if (version.Length == 0 || version.Any(character => !char.IsAsciiLetterOrDigit(character) && !".+~-".Contains(character, StringComparison.Ordinal)))
        {
            throw new EdiException(EdiCodes.ReleaseFailed, $"The property Version is part of file names and holds only letters, digits and '.', '+', '~', '-'; found '{version}'.");
        }

        return string.Join('_', new[] { definition.Name, version, definition.Architecture, definition.Suite.Replace('/', '-') }.Where(part => part.Length > 0));
    }

    private void Compress(ImageFormat format, string destination)
    {
        if (definition.Image!.Formats.Contains(format))
        {
            File.Copy(format.FileOf(image), destination);
            return;
        }

        if (HostToolRunner.TryFindProgram(format.Name) is null)
        {
            throw new EdiException(EdiCodes.ReleaseFailed, $"{format.Name} is missing; it compresses the image. 'sudo apt-get install {format.Package}', then publish again.");
        }

        host.Require(EdiCodes.ReleaseFailed, Compressor.Command(format, image, destination));
    }

    private static void Copy(string source, string destination)
    {
        if (!Directory.Exists(source))
        {
            File.Copy(source, destination);
            return;
        }

        Directory.CreateDirectory(destination);
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(destination, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void WriteChecksums(string folder)
    {
        string[] names = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
        File.WriteAllText(Path.Combine(folder, ReleaseFolder.Checksums), string.Concat(names.Select(name => $"{FileTree.Digest(Path.Combine(folder, name))}  {name}\n")));
    }
}
