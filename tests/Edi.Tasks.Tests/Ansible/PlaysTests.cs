using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>Plays that do not configure the one host, with the host's own Ansible.</summary>
public sealed class PlaysTests : IDisposable
{
    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public void A_play_for_a_host_that_is_not_there_ends_the_playbook_where_it_says_so()
    {
        _tools.Folder.Write(
            "site.yml",
            """
            - hosts: all
              gather_facts: false
              tasks: [{ansible.builtin.debug: {msg: first play}}]

            - name: The web server
              hosts: webservers
              tasks: []

            - hosts: edi
              gather_facts: false
              tasks: [{ansible.builtin.debug: {msg: last play}}]
            """);
        _tools.Folder.Write("main.yml", "- ansible.builtin.import_playbook: site.yml\n");
        Assert.Equal(
            "site.yml(6,10) EDI3012 A play of the playbook 100_main is for 'webservers', which matches no host, so none of its tasks would run. There is one host, in the group 'edi'. Write 'hosts: all', or remove the play.",
            Refusal("main.yml"));
        Assert.Contains(_tools.Shown, line => line.Contains("first play", StringComparison.Ordinal));
        Assert.DoesNotContain(_tools.Shown, line => line.Contains("last play", StringComparison.Ordinal));
    }

    [Fact]
    public void A_play_for_localhost_does_not_configure_the_machine_that_builds()
    {
        string made = _tools.Folder.At("made");
        _tools.Folder.Write("main.yml", $"- hosts: [all, localhost]\n  gather_facts: false\n  tasks: [{{ansible.builtin.command: touch {made}}}]\n");
        Assert.StartsWith("main.yml(1,10) EDI3012 A play of the playbook 100_main is for 'all,localhost', which is the machine that builds", Refusal("main.yml"), StringComparison.Ordinal);
        Assert.False(File.Exists(made));
    }

    [Fact]
    public void A_task_that_fails_is_another_error()
    {
        _tools.Folder.Write("main.yml", "- hosts: all\n  gather_facts: false\n  tasks: [{ansible.builtin.fail: {}}]\n");
        Assert.Equal("(1,1) EDI3002 failed", Refusal("main.yml"));
    }

    private string Refusal(string playbook)
    {
        string folder = _tools.Folder.At("ansible");
        _tools.Folder.Write("ansible/ansible.cfg", "");
        _tools.Folder.Write(Path.GetRelativePath(_tools.Folder.Path, AnsibleSettings.PlaysPlugin(folder)), Script.Of("edi_plays.py"));
        string inventory = _tools.Folder.Write("inventory.json", AnsibleInventory.OfContainer("ansible.builtin.local", "none").ToJsonString());
        var plugins = new PluginLookup(_tools.Folder.Path, _tools.Folder.Path);
        int exitCode = _tools.Host.Run(new ToolCommand("ansible-playbook", "--inventory", inventory, _tools.Folder.At(playbook)) { Environment = AnsibleSettings.For(plugins, folder) });
        Assert.NotEqual(0, exitCode);
        var definition = new PlaybookDefinition("100_main", playbook, ImmutableSortedDictionary<string, System.Text.Json.Nodes.JsonNode?>.Empty, new SourcePosition("", 1, 1, 1, 1));
        var problem = PlaybookFailure.Of(definition, exitCode, "failed", _tools.Log).Problems.Single();
        return string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(problem.Position!.File)}({problem.Position.Line},{problem.Position.Column}) {problem.Code.Id} {problem.Message}");
    }
}
