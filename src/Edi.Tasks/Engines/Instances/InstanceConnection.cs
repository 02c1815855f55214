using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;

namespace Edi.Tasks.Engines.Instances;

/// <summary>How Ansible reaches an instance of LXD or Incus: the connection starts the engine's command line.</summary>
internal static class InstanceConnection
{
    /// <summary>Where Ansible has its own files in the instance.</summary>
    public const string TemporaryFolder = "/tmp/.ansible";

    /// <summary>Ansible on that instance, which runs.</summary>
    public static PlaybookOnHost Ansible(StepContext context, Instance instance)
    {
        instance.RunScript(AnsibleSettings.MakeTemporary(TemporaryFolder));
        return new(context, Inventory(context.Definition.Engine, instance.Name), (_, _) => Environment) { Client = InstanceClient.Find(context.Definition.Engine) ?? "" };
    }

    private static JsonObject Inventory(ContainerEngine engine, string instance) =>
        AnsibleInventory.OfContainer("community.general.lxd", instance, ("ansible_lxd_remote", engine.Remote), ("ansible_lxd_project", InstanceClient.Project));

    private static ImmutableDictionary<string, string> Environment => InstanceClient.Settings.SetItems(AnsibleSettings.Temporary(TemporaryFolder));
}
