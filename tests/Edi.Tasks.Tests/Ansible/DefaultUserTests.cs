using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>The roles that make the default user, in a rehearsal that changes nothing, with the host's own Ansible.</summary>
public sealed class DefaultUserTests : IDisposable
{
    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("get_edi_io.debian_setup.default_user")]
    [InlineData("default_user")]
    public void A_project_without_a_folder_of_keys_is_no_cause_for_a_warning(string role)
    {
        Assert.Equal(["skipping: [edi-container]"], Rehearse(role));
        Assert.DoesNotContain(_tools.Shown, line => line.Contains("WARNING", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("get_edi_io.debian_setup.default_user")]
    [InlineData("default_user")]
    public void Keys_that_are_there_are_authorized(string role)
    {
        _tools.Folder.Write("ssh_pub_keys/me.pub", "ssh-ed25519 AAAA me\n");
        Assert.DoesNotContain("skipping: [edi-container]", Rehearse(role));
    }

    /// <returns>What the task has printed that writes the keys; without the user's home, it fails in the end.</returns>
    private string[] Rehearse(string role)
    {
        string sdk = Repository.PathOf("src/Edi.Sdk/plugins");
        string playbook = _tools.Folder.Write("main.yml", $$"""
            - hosts: all
              gather_facts: false
              vars:
                ssh_pub_key_directory: {{_tools.Folder.At("ssh_pub_keys")}}
                default_user_name: edi-nobody
                default_user_password: "!"
                default_user_uid: 61234
                default_user_gid: 61234
                default_user_groups: []
                default_user_sudo_without_password: false
              roles: [{{role}}]
            """);
        _tools.Folder.Write("ansible/ansible.cfg", "");
        string inventory = _tools.Folder.Write("inventory.json", AnsibleInventory.OfContainer("ansible.builtin.local", "none").ToJsonString());
        var settings = AnsibleSettings.For(new PluginLookup(_tools.Folder.Path, sdk), _tools.Folder.At("ansible")).SetItem("ANSIBLE_ROLES_PATH", Path.Combine(sdk, "playbooks/debian/machine/roles"));
        _tools.Host.Run(new ToolCommand("ansible-playbook", "--check", "--inventory", inventory, playbook) { Environment = settings });
        return [.. _tools.Shown.SkipWhile(line => !line.Contains("Write the authorized ssh keys", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0)];
    }
}
