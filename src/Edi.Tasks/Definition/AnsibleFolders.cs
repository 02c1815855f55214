using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>The folders besides a playbook's own in which Ansible finds what a playbook names.</summary>
internal static class AnsibleFolders
{
    /// <summary>Roles that any playbook may use, the project's before the SDK's.</summary>
    public static ImmutableArray<string> Roles(PluginLookup plugins) =>
        [Path.Combine(plugins.ProjectPluginDirectory, "roles"), Path.Combine(plugins.SdkPluginDirectory, "roles")];

    /// <summary>All of them with a name for each: the roles, and the public keys that may log in.</summary>
    public static IEnumerable<(string Name, string Path)> Existing(PluginLookup plugins) =>
        new[] { "project roles", "sdk roles" }.Zip(Roles(plugins))
            .Append(("ssh_pub_keys", System.IO.Path.Combine(plugins.ProjectDirectory, "ssh_pub_keys")))
            .Where(((string Name, string Path) folder) => Directory.Exists(folder.Path));
}
