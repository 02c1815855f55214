using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Configure;

/// <summary>How Ansible reaches the container and what it sees of the host.</summary>
internal static class AnsibleInventory
{
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

    /// <summary>Ansible's settings for it.</summary>
    public static ImmutableDictionary<string, string> Environment(PluginLookup plugins) => AnsibleSettings.For(plugins, AnsibleSettings.FolderInSandbox).SetItems(new Dictionary<string, string>
    {
        // In the container this is memory, too.
        ["ANSIBLE_REMOTE_TEMP"] = "/tmp/.ansible",
        // Programs in the container inherit this; the folder exists on both sides.
        ["TMPDIR"] = "/tmp",
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["PATH"] = PackageCache.SearchPathInRoot,
    });
}
