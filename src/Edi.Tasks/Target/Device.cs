using System.Globalization;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Target;

/// <summary>A device, and how ssh reaches it.</summary>
/// <param name="Host">A host name, an address, or a name of the user's ssh configuration.</param>
/// <param name="Port">The port of its ssh server; null leaves it to ssh.</param>
/// <param name="SshOptions">Further options for ssh, as a shell reads them.</param>
internal sealed record Device(string Host, string User, int? Port, string SshOptions)
{
    private const string UserParameter = "edi_config_management_user_name";

    /// <summary>The user that edi logs in as: a parameter of the playbooks says it.</summary>
    public static string DefaultUser(ImageDefinition definition) =>
        definition.Playbooks.Select(playbook => playbook.Variables.GetValueOrDefault(UserParameter)?.ToString()).FirstOrDefault(name => name is { Length: > 0 })
        ?? "edicfgmgmt";

    /// <summary>The command by which a person logs in, for messages.</summary>
    public string LogIn => string.Join(' ', new[]
    {
        "ssh", SshOptions, Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"-p {port}") : "", $"{User}@{Host}",
    }.Where(word => word.Length > 0));

    /// <summary>It is reached by ssh; its tasks run as root, as they do in a container.</summary>
    public JsonObject Inventory() => AnsibleInventory.Of(
        Host, "ssh", [("ansible_user", User), ("ansible_become", User != "root"), .. Port is { } port ? [("ansible_port", (JsonNode)port)] : Array.Empty<(string, JsonNode)>()]);
}
