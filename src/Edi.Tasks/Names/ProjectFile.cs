using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Names;

/// <summary>
/// What stands in a file of MSBuild, whatever its conditions say: the properties and items whose names begin with Edi, the metadata of these
/// items, and the files that it imports.
/// </summary>
internal sealed partial class ProjectFile
{
    // What an element of an item says besides metadata; see MSBuild's schema of common types.
    private static readonly ImmutableHashSet<string> s_ofItems = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Include", "Exclude", "Remove", "Update", "Condition", "Label", "KeepMetadata", "RemoveMetadata", "KeepDuplicates", "MatchOnMetadata", "MatchOnMetadataOptions");

    private readonly ImmutableArray<UsedName>.Builder _names = ImmutableArray.CreateBuilder<UsedName>();
    private readonly ImmutableArray<string>.Builder _imports = ImmutableArray.CreateBuilder<string>();
    private readonly string _path;
    private readonly string _project;

    private ProjectFile(string path, string project) => (_path, _project) = (path, project);

    public ImmutableArray<UsedName> Names => _names.ToImmutable();

    /// <summary>The files that it imports by plain paths.</summary>
    public ImmutableArray<string> Imports => _imports.ToImmutable();

    /// <param name="path">A file.</param>
    /// <param name="project">The file of the project that imports it.</param>
    public static ProjectFile Read(string path, string project)
    {
        var file = new ProjectFile(path, project);
        file.Read();
        return file;
    }

    /// <summary>Whether a name looks like one of Edi.Sdk's.</summary>
    public static bool IsOurs(string name) => name.StartsWith("Edi", StringComparison.OrdinalIgnoreCase);

    private void Read()
    {
        // A reader that opens the file itself takes its path for a URI, in which %41 is A.
        using var stream = File.OpenRead(_path);
        using var reader = XmlReader.Create(stream, new() { IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true });
        var parents = new Stack<string>();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                parents.Pop();
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                string name = reader.LocalName;
                Add(reader, name, parents);
                reader.MoveToElement();
                if (!reader.IsEmptyElement)
                {
                    parents.Push(name);
                }
            }
        }
    }

    private void Add(XmlReader reader, string name, Stack<string> parents)
    {
        string parent = parents.Count > 0 ? parents.Peek() : "";
        switch (parent)
        {
            case "PropertyGroup":
                AddIfOurs(NameKind.Property, name, reader);
                break;
            case "ItemGroup" or "ItemDefinitionGroup":
                AddIfOurs(NameKind.Item, name, reader);
                AddAttributes(name, reader);
                break;
            default:
                if (parents.Count > 1 && parents.ElementAt(1) is "ItemGroup" or "ItemDefinitionGroup")
                {
                    AddMetadata(parent, name, reader);
                }
                else if (name == "Import" && reader.GetAttribute("Project") is { } import && Resolve(import) is { } path)
                {
                    _imports.Add(path);
                }

                break;
        }
    }

    private void AddAttributes(string item, XmlReader reader)
    {
        for (bool more = IsOurs(item) && reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (!s_ofItems.Contains(reader.LocalName))
            {
                AddMetadata(item, reader.LocalName, reader);
            }
        }
    }

    private void AddIfOurs(NameKind kind, string name, XmlReader reader)
    {
        if (IsOurs(name))
        {
            _names.Add(new(kind, name, "", PositionOf(name, reader)));
        }
    }

    private void AddMetadata(string item, string name, XmlReader reader)
    {
        if (IsOurs(item))
        {
            _names.Add(new(NameKind.Metadata, name, item, PositionOf(name, reader)));
        }
    }

    private SourcePosition PositionOf(string name, XmlReader reader) =>
        reader is IXmlLineInfo place ? new(_path, place.LineNumber, place.LinePosition, place.LineNumber, place.LinePosition + name.Length) : new(_path, 1, 1, 1, 1);

    /// <summary>The file that an import means, as far as it can be told without MSBuild; null where other properties choose it.</summary>
    private string? Resolve(string import)
    {
        string folder = Path.GetDirectoryName(_path)!;
        if (FileAbove().Match(import) is { Success: true } above)
        {
            string? start = above.Groups["start"].Success ? Expand(above.Groups["start"].Value, folder) : folder;
            return start is null ? null : FindAbove(above.Groups["file"].Value, Path.GetFullPath(start, folder));
        }

        return Expand(import, folder) is { } path ? Path.GetFullPath(path, folder) : null;
    }

    private string? Expand(string text, string folder)
    {
        string expanded = text
            .Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", Path.GetDirectoryName(_project), StringComparison.OrdinalIgnoreCase)
            .Replace('\\', '/');
        return expanded.Length == 0 || expanded.Contains("$(", StringComparison.Ordinal) || expanded.Contains('*', StringComparison.Ordinal) ? null : expanded;
    }

    private static string? FindAbove(string file, string start)
    {
        for (string? folder = Path.TrimEndingDirectorySeparator(start); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, file)))
            {
                return Path.Combine(folder, file);
            }
        }

        return null;
    }

    // By which one Directory.Build.props imports the one above it.
    [GeneratedRegex(@"^\$\(\[MSBuild\]::GetPathOfFileAbove\(\s*'?(?<file>[^',)]+?)'?\s*(,\s*'?(?<start>.+?)'?\s*)?\)\)$", RegexOptions.IgnoreCase)]
    private static partial Regex FileAbove();
}
