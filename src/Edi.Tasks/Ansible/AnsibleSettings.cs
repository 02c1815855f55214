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

    /// <summary>The plugin that ends a playbook at a play which does not configure the one host; its text is <c>edi_plays.py</c>.</summary>
    public static string PlaysPlugin(string folder) => $"{CallbackFolder(folder)}/edi_plays.py";

    private static string CallbackFolder(string folder) => $"{folder}/callback";

    /// <param name="plugins">Where roles and collections are looked for.</param>
    /// <param name="folder">A folder for Ansible's own files, with the configuration and <see cref="PlaysPlugin"/> in it.</param>
    public static ImmutableDictionary<string, string> For(PluginLookup plugins, string folder) => new Dictionary<string, string>
    {
        ["ANSIBLE_CONFIG"] = ConfigurationFile(folder),
        ["ANSIBLE_HOME"] = folder,
        ["ANSIBLE_LOCAL_TEMP"] = $"{folder}/tmp",
        ["ANSIBLE_ROLES_PATH"] = string.Join(':', AnsibleFolders.Roles(plugins)),
        // The host's are found besides: Debian's package ansible has them where Python looks.
        ["ANSIBLE_COLLECTIONS_PATH"] = string.Join(':', AnsibleFolders.Collections(plugins)),
        ["ANSIBLE_CALLBACK_PLUGINS"] = CallbackFolder(folder),
        ["ANSIBLE_PIPELINING"] = "true",
        ["ANSIBLE_NOCOLOR"] = "true",
        ["ANSIBLE_RETRY_FILES_ENABLED"] = "false",
        ["ANSIBLE_LOCALHOST_WARNING"] = "false",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    }.ToImmutableDictionary();

    /// <summary>Keeps what Ansible writes on the target for its own work in one folder, whoever a task runs as; else it is in the users' homes and in /var/tmp.</summary>
    /// <param name="folder">A folder of the target that everybody may write to, as /tmp.</param>
    public static ImmutableDictionary<string, string> Temporary(string folder) => new Dictionary<string, string>
    {
        ["ANSIBLE_REMOTE_TEMP"] = folder,
        ["ANSIBLE_SYSTEM_TMPDIRS"] = folder,
        ["ANSIBLE_ASYNC_DIR"] = folder,
    }.ToImmutableDictionary();

    /// <summary>A shell script that makes such a folder on the target.</summary>
    public static string MakeTemporary(string folder) => $"mkdir -p {folder} && chmod 1777 {folder}";
}
