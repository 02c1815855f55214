using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Configure;

/// <summary>How Ansible reaches the container and what it sees of the host.</summary>
internal static class AnsibleInventory
{
    /// <summary>An empty configuration in the sandbox's memory, so that none of the host's is read.</summary>
    public const string ConfigurationFile = "/tmp/ansible.cfg";

    /// <summary>
    /// One host in the group <c>edi</c>. It is reached by a chroot into the mounted container: no other connection costs
    /// as little for each task.
    /// </summary>
    public static JsonObject Json(string root) => new()
    {
        ["edi"] = new JsonObject
        {
            ["hosts"] = new JsonObject
            {
                ["edi-container"] = new JsonObject
                {
                    ["ansible_connection"] = "community.general.chroot",
                    ["ansible_host"] = root,
                    ["ansible_python_interpreter"] = "/usr/bin/python3",
                },
            },
        },
    };

    /// <summary>Ansible's settings.</summary>
    public static ImmutableDictionary<string, string> Environment(PluginLookup plugins) => new Dictionary<string, string>
    {
        ["ANSIBLE_CONFIG"] = ConfigurationFile,
        ["ANSIBLE_HOME"] = "/tmp/ansible",
        ["ANSIBLE_LOCAL_TEMP"] = "/tmp/ansible/tmp",
        // In the container this is memory, too.
        ["ANSIBLE_REMOTE_TEMP"] = "/tmp/.ansible",
        ["ANSIBLE_ROLES_PATH"] = string.Join(':', AnsibleFolders.Roles(plugins)),
        // The host's are found besides: Debian's package ansible has them where Python looks.
        ["ANSIBLE_COLLECTIONS_PATH"] = string.Join(':', AnsibleFolders.Collections(plugins)),
        ["ANSIBLE_PIPELINING"] = "true",
        ["ANSIBLE_NOCOLOR"] = "true",
        ["ANSIBLE_RETRY_FILES_ENABLED"] = "false",
        ["ANSIBLE_LOCALHOST_WARNING"] = "false",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        // Programs in the container inherit this; the folder exists on both sides.
        ["TMPDIR"] = "/tmp",
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["PATH"] = PackageCache.SearchPathInRoot,
    }.ToImmutableDictionary();
}
