using System.Text.Json.Nodes;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Ansible;

/// <summary>The inventory of every playbook: one host in the group <c>edi</c>, with the interpreter that Debian has.</summary>
internal static class AnsibleInventory
{
    /// <summary>A container, which has the same name whatever reaches it.</summary>
    /// <param name="connection">The plugin that reaches it.</param>
    /// <param name="place">What that plugin takes for its host: a folder, or a name.</param>
    /// <param name="variables">Further variables of the plugin.</param>
    public static JsonObject OfContainer(string connection, string place, params (string Name, JsonNode Value)[] variables) =>
        Of("edi-container", connection, [("ansible_host", place), ("ansible_sudo_exe", Sudo), .. variables]);

    // A root file system need not have sudo: who is root needs none to become another user.
    private static string Sudo => new ToolCommand("sh", "-c", Script.Of("become.sh"), "sudo").ToString();

    /// <param name="host">The host's name.</param>
    /// <param name="connection">The plugin that reaches it.</param>
    /// <param name="variables">The plugin's variables.</param>
    public static JsonObject Of(string host, string connection, params (string Name, JsonNode Value)[] variables)
    {
        var all = new JsonObject { ["ansible_connection"] = connection, ["ansible_python_interpreter"] = "/usr/bin/python3" };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return new() { ["edi"] = new JsonObject { ["hosts"] = new JsonObject { [host] = all } } };
    }
}
