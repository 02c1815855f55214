using System.Collections.Immutable;

namespace Edi.Tasks.Tests;

/// <summary>A definition of this repository; the folder beside it with its name holds its plugins and overlays, if it has any.</summary>
internal sealed record CorpusDefinition(string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>All definitions in a folder, by name.</summary>
    public static ImmutableArray<CorpusDefinition> In(string folder) =>
        [.. Directory.GetFiles(Repository.PathOf(folder), "*.yml").Order(StringComparer.Ordinal).Select(path => new CorpusDefinition(path))];

    /// <summary>Writes the definition with all that belongs to it into a project's folder.</summary>
    public FileInfo CopyTo(DefinitionFolder folder)
    {
        string companions = System.IO.Path.ChangeExtension(Path, null);
        foreach (string file in Directory.Exists(companions) ? Directory.GetFiles(companions, "*", SearchOption.AllDirectories) : [])
        {
            File.Copy(file, folder.WriteToProject(System.IO.Path.GetRelativePath(companions, file)), overwrite: true);
        }

        var copy = new FileInfo(folder.WriteToProject(Name + ".yml"));
        File.WriteAllBytes(copy.FullName, File.ReadAllBytes(Path));
        return copy;
    }
}
