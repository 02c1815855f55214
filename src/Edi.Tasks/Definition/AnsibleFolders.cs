using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>The folders besides a playbook's own in which Ansible finds what a playbook names.</summary>
internal static class AnsibleFolders
{
    /// <summary>Existing folders of roles, the project's before the SDK's, and the public keys that may log in.</summary>
    public static ImmutableArray<string> Of(PluginLookup plugins) =>
        [.. Roles(plugins).Append(Path.Combine(plugins.ProjectDirectory, "ssh_pub_keys")).Where(Directory.Exists)];

    public static ImmutableArray<string> Roles(PluginLookup plugins) =>
        [Path.Combine(plugins.ProjectPluginDirectory, "roles"), Path.Combine(plugins.SdkPluginDirectory, "roles")];
}
