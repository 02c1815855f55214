using System.Xml;
using System.Xml.Linq;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>Finds the lines of a project file in which items and properties stand; MSBuild tells a task only the file.</summary>
internal sealed class ProjectPositions
{
    private readonly Dictionary<string, XDocument?> _files = new(StringComparer.Ordinal);

    public SourcePosition Find(ProjectItem item)
    {
        var element = Load(item.File)?.Descendants()
            .Where(element => element.Name.LocalName == item.Type)
            .OrderByDescending(element => element.Attribute("Include")?.Value.Split(';').Contains(item.Name) == true)
            .FirstOrDefault();
        return element is null ? new(item.File, 1, 1, 1, 1) : PositionOf(element, item.File);
    }

    /// <summary>Where a project gives a property a value; null where it does not, as when the command line does.</summary>
    public SourcePosition? FindProperty(string project, string name, string value)
    {
        var element = Load(project)?.Descendants().LastOrDefault(element => element.Name.LocalName == name && element.Parent?.Name.LocalName == "PropertyGroup" && element.Value == value);
        return element is null ? null : PositionOf(element, project);
    }

    /// <summary>The reference by which a project uses a component; null where another file, or another component, refers to it.</summary>
    public SourcePosition? FindReference(string project, ImageComponent component)
    {
        var element = Load(project)?.Descendants().FirstOrDefault(element => element.Attribute("Include")?.Value is { } include && element.Name.LocalName switch
        {
            "PackageReference" => include.Equals(component.Name, StringComparison.OrdinalIgnoreCase),
            "ProjectReference" => Path.GetDirectoryName(FullPath(include)) == component.Directory,
            "EdiComponent" => FullPath(include) == component.Directory,
            _ => false,
        });
        return element is null ? null : PositionOf(element, project);

        string FullPath(string include) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(include.Replace('\\', '/'), Path.GetDirectoryName(project)!));
    }

    private static SourcePosition PositionOf(XElement element, string file) => element is IXmlLineInfo info && info.HasLineInfo()
        ? new(file, info.LineNumber, info.LinePosition, info.LineNumber, info.LinePosition + element.Name.LocalName.Length)
        : new(file, 1, 1, 1, 1);

    private XDocument? Load(string file)
    {
        if (!_files.TryGetValue(file, out var document))
        {
            _files[file] = document = File.Exists(file) ? Parse(file) : null;
        }

        return document;
    }

    // XDocument takes a path for a URI, in which %41 is A.
    private static XDocument Parse(string file)
    {
        using var stream = File.OpenRead(file);
        return XDocument.Load(stream, LoadOptions.SetLineInfo);
    }
}
