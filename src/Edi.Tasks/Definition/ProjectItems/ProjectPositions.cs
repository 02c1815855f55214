using System.Xml;
using System.Xml.Linq;
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
        return element is IXmlLineInfo info && info.HasLineInfo()
            ? new(item.File, info.LineNumber, info.LinePosition, info.LineNumber, info.LinePosition + item.Type.Length)
            : new(item.File, 1, 1, 1, 1);
    }

    private XDocument? Load(string file)
    {
        if (!_files.TryGetValue(file, out var document))
        {
            _files[file] = document = File.Exists(file) ? XDocument.Load(file, LoadOptions.SetLineInfo) : null;
        }

        return document;
    }
}
