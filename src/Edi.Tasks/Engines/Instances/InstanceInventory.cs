using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;

namespace Edi.Tasks.Engines.Instances;

/// <summary>How Ansible reaches an instance of LXD or Incus.</summary>
internal static class InstanceInventory
{
    /// <summary>Ansible on that instance.</summary>
    public static PlaybookOnHost Ansible(StepContext context, string instance) =>
        new(context, Json(context.Definition.Engine, instance), _ => Environment) { Client = InstanceClient.Find(context.Definition.Engine) ?? "" };

    /// <summary>One host in the group <c>edi</c>, called as a working container of Buildah is. The connection starts the engine's command line.</summary>
    private static JsonObject Json(ContainerEngine engine, string instance) => new()
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
                    ["ansible_lxd_project"] = InstanceClient.Project,
                    ["ansible_python_interpreter"] = "/usr/bin/python3",
                },
            },
        },
    };

    /// <summary>Ansible's settings for it.</summary>
    private static ImmutableDictionary<string, string> Environment =>
        InstanceClient.Settings.Add("ANSIBLE_REMOTE_TEMP", "/tmp/.ansible");
}
