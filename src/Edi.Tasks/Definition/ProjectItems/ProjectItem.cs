using System.Collections.Immutable;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>An MSBuild item or property that says something about the image.</summary>
/// <param name="Type">The item's type, such as EdiPlaybook, or the property's name.</param>
/// <param name="Name">What the item includes; a property's value.</param>
/// <param name="File">The project file that it comes from; messages name it.</param>
internal sealed record ProjectItem(string Type, string Name, ImmutableDictionary<string, string> Metadata, string File);
