using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Configure;

/// <summary>How Ansible reaches a mounted container, by a chroot: no other connection costs as little for each task.</summary>
internal static class ChrootConnection
{
    public static JsonObject Inventory(string root) => AnsibleInventory.OfContainer("community.general.chroot", root);

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
