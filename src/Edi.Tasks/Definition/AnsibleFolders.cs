using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>The folders besides a playbook's own in which Ansible finds what a playbook names.</summary>
internal static class AnsibleFolders
{
    // Ansible looks for this folder in each folder of its search path, and takes it if it is in the path itself.
    private const string CollectionsFolder = "ansible_collections";

    /// <summary>Folders beside a playbook in which Ansible looks for what it does not name by a path.</summary>
    public static ImmutableArray<string> BesidePlaybook { get; } =
    [
        "roles", "files", "templates", "vars", "tasks", "handlers", "defaults", "meta", "group_vars", "host_vars", "library", "module_utils", CollectionsFolder, "collections",
        .. new[] { "action", "cache", "callback", "connection", "filter", "lookup", "strategy", "test", "vars" }.Select(kind => kind + "_plugins"),
    ];

    /// <summary>Folders of a collection, besides its roles, in which Ansible finds what is named by the collection.</summary>
    public static ImmutableArray<string> InCollection { get; } = ["meta", "playbooks", "plugins"];

    /// <summary>Folders of roles that a playbook may use, best first: those of its settings, the project's, what was restored, the components', the SDK's. Each has a name that does not depend on where it lies.</summary>
    public static ImmutableArray<(string Name, string Path)> Roles(PluginLookup plugins, PlaybookSettings settings) =>
        All(plugins, ConfiguredPaths.Roles(settings, plugins), "roles", "roles", 1);

    /// <summary>Folders of collections, likewise.</summary>
    public static ImmutableArray<(string Name, string Path)> Collections(PluginLookup plugins, PlaybookSettings settings) =>
        All(plugins, ConfiguredPaths.Collections(settings, plugins).Select(WithCollections), "collections", CollectionsFolder, 0);

    // A component's name is its own, so that one more changes no other's.
    private static ImmutableArray<(string Name, string Path)> All(PluginLookup plugins, IEnumerable<string> configured, string kind, string folder, int first) =>
    [
        .. configured.Select((path, index) => (FormattableString.Invariant($"configured {kind}.{index}"), path)),
        ($"{kind}.{first}", Path.Combine(plugins.ProjectPluginDirectory, folder)),
        .. plugins.RestoredDirectory.Length > 0 ? [($"restored {kind}", Path.Combine(plugins.RestoredDirectory, folder))] : Array.Empty<(string, string)>(),
        .. plugins.Components.Select(component => ($"{component.Label}/{kind}", Path.Combine(component.PluginDirectory, folder))),
        ($"{kind}.{first + 1}", Path.Combine(plugins.SdkPluginDirectory, folder)),
    ];

    private static string WithCollections(string folder) => Path.GetFileName(folder) == CollectionsFolder ? folder : Path.Combine(folder, CollectionsFolder);
}
