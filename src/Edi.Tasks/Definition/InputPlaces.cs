using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>Where inputs of steps may lie: among the project's own files and the SDK's, and not where steps leave their results, which change with every build.</summary>
/// <param name="Results">The folders in which steps work and leave what they make.</param>
internal sealed record InputPlaces(string Project, string SdkPlugins, ImmutableArray<string> Results)
{
    private static readonly ImmutableArray<string> s_changing = ["obj", "bin", ".git"];

    public static InputPlaces Of(PluginLookup plugins, DefinitionFolders folders) => new(
        plugins.ProjectDirectory,
        plugins.SdkPluginDirectory,
        [.. new[] { folders.Rendered, folders.Work, folders.Artifacts, folders.Output }.Where(folder => !IsWithin(plugins.ProjectDirectory, folder))]);

    /// <summary>Whether a file, or all that is in a folder, may be an input.</summary>
    public bool MayBeInput(string path) =>
        (IsWithin(path, Project) || IsWithin(path, SdkPlugins))
        && !HoldsResults(path)
        && !Results.Concat(s_changing.Select(name => Path.Combine(Project, name))).Any(folder => IsWithin(path, folder));

    /// <summary>Whether a folder is the project's own or one with results in it: not all that is there is for one step.</summary>
    public bool HoldsResults(string folder) => Results.Prepend(Project).Any(place => IsWithin(place, folder));

    /// <summary>A path's name in fingerprints, which does not depend on where the project and the SDK lie.</summary>
    /// <param name="from">A folder to begin with if it lies in the same of both places.</param>
    public string NameOf(string path, string from) =>
        IsWithin(path, Project) == IsWithin(from, Project) && IsWithin(path, SdkPlugins) == IsWithin(from, SdkPlugins) ? Path.GetRelativePath(from, path)
        : IsWithin(path, Project) ? $"$PROJECT/{Path.GetRelativePath(Project, path)}"
        : $"$SDK/{Path.GetRelativePath(SdkPlugins, path)}";

    /// <summary>Whether a path is a folder, or in it.</summary>
    public static bool IsWithin(string path, string folder)
    {
        string whole = Path.TrimEndingDirectorySeparator(folder);
        return path.TrimEnd('/') == whole || path.StartsWith(whole.TrimEnd('/') + '/', StringComparison.Ordinal);
    }
}
