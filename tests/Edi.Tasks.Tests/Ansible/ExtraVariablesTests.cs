using Edi.Tasks.Ansible;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>Parameters are for Ansible what YAML says, of which JSON lacks some. The host's own Ansible tells.</summary>
public sealed class ExtraVariablesTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly HostToolFixture _tools = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public void A_value_is_for_Ansible_what_it_is_in_python()
    {
        string playbook = _folder.WriteToProject("plugins/p.yml", """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.assert:
                    that:
                      - ports.keys() | sum == 523
                      - ports[80] == 'http'
                      - switches[true] == 1
                      - day.year == 2024
                      - day.strftime('%j') == '060'
                      - most > 10 ** 300
                      - large + 1 == 100000000000000000000
                      - small == 1e-20
                      - text == '!!int 80'
                      - emoji == '😀 "\\'
                      - nothing is none
                      - edi_current_user_uid == 1234
            """);
        var definition = _folder.Read(DefinitionFolder.Bootstrap + """
            playbooks:
              a:
                path: p.yml
                parameters: {ports: {80: http, 443: https}, switches: {on: 1}, day: 2024-02-29, most: .inf, large: 99999999999999999999, small: 1.0e-20, text: '!!int 80', emoji: '😀 "\', nothing: ~}

            """);
        string variables = _tools.Folder.Write("variables", definition.Playbooks[0].ExtraVariables());
        string inventory = _tools.Folder.Write("inventory.json", AnsibleInventory.OfContainer("ansible.builtin.local", "none").ToJsonString());
        _tools.Folder.Write("ansible/ansible.cfg", "");
        var settings = AnsibleSettings.For(_folder.Plugins, _tools.Folder.At("ansible"));
        Assert.True(_tools.Host.Run(new ToolCommand("ansible-playbook", "--inventory", inventory, "--extra-vars", $"@{variables}", playbook) { Environment = settings }) == 0, string.Join('\n', _tools.Shown));
    }
}
