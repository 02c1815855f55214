using System.Collections.Immutable;

namespace Edi.Tasks.Tests;

/// <summary>A definition of this repository.</summary>
/// <param name="Path">The file.</param>
/// <param name="Companions">The folder with its plugins and overlays; it need not exist.</param>
internal sealed record CorpusDefinition(string Path, string Companions)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>All definitions in a folder, by name; each has its companions in the folder beside it with its name.</summary>
    public static ImmutableArray<CorpusDefinition> In(string folder) =>
        [.. Files(folder).Select(path => new CorpusDefinition(path, System.IO.Path.ChangeExtension(path, null)))];

    /// <summary>All definitions of a project, by name; they share what lies beside them.</summary>
    public static ImmutableArray<CorpusDefinition> InProject(string folder) =>
        [.. Files(folder).Select(path => new CorpusDefinition(path, Repository.PathOf(folder)))];

    /// <summary>Writes the definition with all that belongs to it into a project's folder.</summary>
    public FileInfo CopyTo(DefinitionFolder folder)
    {
        foreach (string file in Directory.Exists(Companions) ? Directory.GetFiles(Companions, "*", SearchOption.AllDirectories) : [])
        {
            File.Copy(file, folder.WriteToProject(System.IO.Path.GetRelativePath(Companions, file)), overwrite: true);
        }

        var copy = new FileInfo(folder.WriteToProject(Name + ".yml"));
        File.WriteAllBytes(copy.FullName, File.ReadAllBytes(Path));
        return copy;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Repository.PathOf(folder), "*.yml").Order(StringComparer.Ordinal);
}
