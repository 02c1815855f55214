using System.Collections.Immutable;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Ansible;

/// <summary>What Ansible is told wherever its playbooks run: which plugins it sees, and that nothing of the host's configuration counts.</summary>
internal static class AnsibleSettings
{
    /// <summary>Ansible's folder in the sandbox: memory.</summary>
    public const string FolderInSandbox = "/tmp/ansible";

    /// <summary>An empty configuration, so that none of the host's is read.</summary>
    public static string ConfigurationFile(string folder) => $"{folder}/ansible.cfg";

    /// <param name="plugins">Where roles and collections are looked for.</param>
    /// <param name="folder">A folder for Ansible's own files, with the configuration in it.</param>
    public static ImmutableDictionary<string, string> For(PluginLookup plugins, string folder) => new Dictionary<string, string>
    {
        ["ANSIBLE_CONFIG"] = ConfigurationFile(folder),
        ["ANSIBLE_HOME"] = folder,
        ["ANSIBLE_LOCAL_TEMP"] = $"{folder}/tmp",
        ["ANSIBLE_ROLES_PATH"] = string.Join(':', AnsibleFolders.Roles(plugins)),
        // The host's are found besides: Debian's package ansible has them where Python looks.
        ["ANSIBLE_COLLECTIONS_PATH"] = string.Join(':', AnsibleFolders.Collections(plugins)),
        ["ANSIBLE_PIPELINING"] = "true",
        ["ANSIBLE_NOCOLOR"] = "true",
        ["ANSIBLE_RETRY_FILES_ENABLED"] = "false",
        ["ANSIBLE_LOCALHOST_WARNING"] = "false",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    }.ToImmutableDictionary();
}
