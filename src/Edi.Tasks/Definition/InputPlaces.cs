using System.Collections.Immutable;
using Edi.Tasks.Definition.Components;

namespace Edi.Tasks.Definition;

/// <summary>Where inputs of steps may lie: among the project's own files, its components' and the SDK's, and not where steps leave their results, which change with every build.</summary>
/// <param name="Results">The folders in which steps work and leave what they make.</param>
internal sealed record InputPlaces(string Project, string SdkPlugins, ImmutableArray<string> Results)
{
    private static readonly ImmutableArray<string> s_changing = ["obj", "bin", ".git"];

    /// <summary>The components that the project uses.</summary>
    public ImmutableArray<ImageComponent> Components { get; init; } = [];

    public static InputPlaces Of(PluginLookup plugins, DefinitionFolders folders) => new(
        plugins.ProjectDirectory,
        plugins.SdkPluginDirectory,
        [.. new[] { folders.Rendered, folders.Work, folders.Artifacts, folders.Output }.Where(folder => !IsWithin(plugins.ProjectDirectory, folder))])
    {
        Components = plugins.Components,
    };

    /// <summary>Whether a file, or all that is in a folder, may be an input.</summary>
    public bool MayBeInput(string path) =>
        PlaceOf(path) is { } place
        && !HoldsResults(path)
        && !Results.Any(folder => IsWithin(path, folder))
        && !(place.Folder == Project && s_changing.Any(name => IsWithin(path, Path.Combine(Project, name))));

    /// <summary>Whether a folder is the project's own or one with results in it: not all that is there is for one step.</summary>
    public bool HoldsResults(string folder) => Results.Prepend(Project).Any(place => IsWithin(place, folder));

    /// <summary>A path's name in fingerprints, which does not depend on where the project, its components and the SDK lie.</summary>
    /// <param name="from">A folder to begin with if it lies in the same of these places.</param>
    public string NameOf(string path, string from) => PlaceOf(path) is { } place && PlaceOf(from) != place
        ? $"{place.Name}/{Path.GetRelativePath(place.Folder, path)}"
        : Path.GetRelativePath(from, path);

    /// <summary>Whether a path is a folder, or in it.</summary>
    public static bool IsWithin(string path, string folder)
    {
        string whole = Path.TrimEndingDirectorySeparator(folder);
        return path.TrimEnd('/') == whole || path.StartsWith(whole.TrimEnd('/') + '/', StringComparison.Ordinal);
    }

    /// <summary>The innermost of the places: a component, or the SDK, may lie in the project's folder.</summary>
    private Place? PlaceOf(string path) => Components
        .Select(component => new Place(component.Label, component.PluginDirectory))
        .Append(new("$PROJECT", Project))
        .Append(new("$SDK", SdkPlugins))
        .Where(place => IsWithin(path, place.Folder))
        .MaxBy(place => place.Folder.Length);

    private sealed record Place(string Name, string Folder);
}
