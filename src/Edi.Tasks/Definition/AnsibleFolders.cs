using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>The folders besides a playbook's own in which Ansible finds what a playbook names.</summary>
internal static class AnsibleFolders
{
    // Ansible looks for this folder in each folder of its search path, and takes it if it is in the path itself.
    private const string CollectionsFolder = "ansible_collections";

    /// <summary>Roles that any playbook may use, the project's before the SDK's.</summary>
    public static ImmutableArray<string> Roles(PluginLookup plugins) =>
        [Path.Combine(plugins.ProjectPluginDirectory, "roles"), Path.Combine(plugins.SdkPluginDirectory, "roles")];

    /// <summary>Collections that any playbook may use, the project's before the SDK's.</summary>
    public static ImmutableArray<string> Collections(PluginLookup plugins) =>
        [Path.Combine(plugins.ProjectPluginDirectory, CollectionsFolder), Path.Combine(plugins.SdkPluginDirectory, CollectionsFolder)];
}
