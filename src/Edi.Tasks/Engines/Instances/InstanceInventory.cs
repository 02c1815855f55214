using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Edi.Tasks.Engines.Instances;

/// <summary>How Ansible reaches an instance of LXD or Incus.</summary>
internal static class InstanceInventory
{
    /// <summary>One host in the group <c>edi</c>, called as a working container of Buildah is. The connection starts the engine's command line.</summary>
    public static JsonObject Json(ContainerEngine engine, string instance) => new()
    {
        ["edi"] = new JsonObject
        {
            ["hosts"] = new JsonObject
            {
                ["edi-container"] = new JsonObject
                {
                    ["ansible_connection"] = "community.general.lxd",
                    ["ansible_host"] = instance,
                    ["ansible_lxd_remote"] = engine.Remote,
                    ["ansible_python_interpreter"] = "/usr/bin/python3",
                },
            },
        },
    };

    /// <summary>Ansible's settings for it.</summary>
    public static ImmutableDictionary<string, string> Environment =>
        InstanceClient.Settings.Add("ANSIBLE_REMOTE_TEMP", "/tmp/.ansible");
}
