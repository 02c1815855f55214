using System.Collections.Immutable;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>
/// Where a path that a definition names is looked for: as it is when absolute, else in the project's plugins, then in those
/// of its components, then in the SDK's.
/// </summary>
internal sealed record PluginLookup(string ProjectDirectory, string SdkPluginDirectory)
{
    public string ProjectPluginDirectory => Path.Combine(ProjectDirectory, "plugins");

    /// <summary>The components that the project uses, in the order in which they are looked through.</summary>
    public ImmutableArray<ImageComponent> Components { get; init; } = [];

    /// <summary>The folder of the collections and roles that <c>EdiRestoreCollections</c> has fetched; empty when there is none.</summary>
    public string RestoredDirectory { get; init; } = "";

    /// <summary>All folders of plugins, best first.</summary>
    public ImmutableArray<string> Folders => [ProjectPluginDirectory, .. Components.Select(component => component.PluginDirectory), SdkPluginDirectory];

    /// <summary>Where relative paths begin that are no plugins' and stand in a file of the definition: a component's own files lie in the component.</summary>
    public string FolderOf(SourcePosition place) =>
        Components.FirstOrDefault(component => component.DefinitionFile == place.File)?.Directory ?? ProjectDirectory;

    /// <summary>The places where <paramref name="path"/> is looked for, best first.</summary>
    public ImmutableArray<string> Candidates(string path) => Path.IsPathRooted(path)
        ? [path]
        : [.. Folders.Select(folder => Path.GetFullPath(path, folder))];

    /// <summary>The SDK's file that says what parameters one of its own playbooks has; null of any other playbook.</summary>
    public string? SdkSchemaOf(string playbook) => InputPlaces.IsWithin(playbook, SdkPluginDirectory)
        ? Path.GetFullPath($"../schema/{Path.GetRelativePath(SdkPluginDirectory, Path.GetDirectoryName(playbook)!)}.json", SdkPluginDirectory)
        : null;

    public string? Find(string path) => Candidates(path).FirstOrDefault(FileIdentity.IsRegularFile);
}
