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

    /// <summary>Folders of roles that any playbook may use, best first.</summary>
    public static ImmutableArray<string> Roles(PluginLookup plugins) => [.. plugins.Folders.Select(folder => Path.Combine(folder, "roles"))];

    /// <summary>Folders of collections that any playbook may use, best first.</summary>
    public static ImmutableArray<string> Collections(PluginLookup plugins) => [.. plugins.Folders.Select(folder => Path.Combine(folder, CollectionsFolder))];
}
