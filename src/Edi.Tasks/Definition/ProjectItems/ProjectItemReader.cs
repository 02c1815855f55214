using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>Reads MSBuild's items and properties of a project.</summary>
internal static class ProjectItemReader
{
    public static ProjectItem Item(string type, ITaskItem item) => new(
        type,
        item.ItemSpec,
        item.CloneCustomMetadata().Keys.Cast<string>()
            .Select(name => KeyValuePair.Create(name, item.GetMetadata(name)))
            .Where(metadata => metadata.Value.Length > 0)
            .ToImmutableDictionary(),
        item.GetMetadata("DefiningProjectFullPath"));

    /// <summary>An item, one of whose metadata may be there and empty, which is not the same as if it were not there.</summary>
    public static ProjectItem WithEmpty(string type, ITaskItem item, string metadata)
    {
        var read = Item(type, item);
        return item.CloneCustomMetadata().Keys.Cast<string>().Contains(metadata) ? read with { Metadata = read.Metadata.SetItem(metadata, item.GetMetadata(metadata)) } : read;
    }

    /// <param name="property">The property's name, with its value as the metadata <c>Value</c>.</param>
    /// <param name="project">The project's file: MSBuild does not tell which file has set a property.</param>
    public static ProjectItem Property(ITaskItem property, string project) =>
        new(property.ItemSpec, property.GetMetadata("Value"), ImmutableDictionary<string, string>.Empty, project);

    /// <param name="assignments">Parameters, each <c>NAME=VALUE</c>, with semicolons between them.</param>
    /// <param name="project">The project's file.</param>
    /// <exception cref="EdiException">EDI1005, when one of them is no assignment.</exception>
    public static IEnumerable<ProjectItem> Parameters(string assignments, string project) => assignments
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(assignment => assignment.Split('=', 2) is [{ Length: > 0 } name, var value]
            ? new ProjectItem("EdiParameter", name, ImmutableDictionary<string, string>.Empty.Add("Value", value), project)
            : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiParameters must be NAME=VALUE, with %3B between several of them; found '{assignment}'."));
}
