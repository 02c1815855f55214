using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>Runs roles of the SDK with the host's own Ansible, on the host: in a rehearsal, which changes nothing, or where a role writes into a folder only.</summary>
internal sealed class RoleRehearsal : IDisposable
{
    private readonly HostToolFixture _tools = new();

    public TemporaryFolder Folder => _tools.Folder;

    /// <summary>What Ansible has printed.</summary>
    public IEnumerable<string> Shown => _tools.Shown;

    public void Dispose() => _tools.Dispose();

    /// <param name="role">The role's name.</param>
    /// <param name="variables">Its variables, in JSON.</param>
    /// <param name="options">Options of <c>ansible-playbook</c>.</param>
    /// <returns>The exit code.</returns>
    public int Run(string role, string variables, params string[] options)
    {
        string sdk = Repository.PathOf("src/Edi.Sdk/plugins");
        string playbook = Folder.Write("main.yml", $"- {{hosts: all, gather_facts: false, roles: [{role}]}}\n");
        Folder.Write("ansible/ansible.cfg", "");
        string inventory = Folder.Write("inventory.json", AnsibleInventory.OfContainer("ansible.builtin.local", "none").ToJsonString());
        var settings = AnsibleSettings.For(new PluginLookup(Folder.Path, sdk), Folder.At("ansible")).SetItem("ANSIBLE_ROLES_PATH", Path.Combine(sdk, "playbooks/debian/machine/roles"));
        return _tools.Host.Run(new ToolCommand("ansible-playbook", [.. options, "--inventory", inventory, "--extra-vars", variables, playbook]) { Environment = settings });
    }

    /// <summary>What the first task with these words in its name has printed.</summary>
    public string[] Task(string name) => [.. Shown.SkipWhile(line => !line.Contains(name, StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0)];
}
