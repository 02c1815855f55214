using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>What Ansible would refuse is told when the definition is read; what it might take, it gets.</summary>
public sealed class PlaybookCheckTests : IDisposable
{
    private const string Playbook = "plugins/playbooks/base/main.yml";
    private const string Role = "plugins/playbooks/base/roles/greeter";

    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("- hosts: all\n\ttasks: []\n", "(2,1,2,2): EDI1001: The playbook's file is not valid YAML: Here is a tab in the indentation. Indent with spaces.")]
    [InlineData("- hosts: all\n  tasks:\n    - debug: {msg: a\n", ": EDI1001: ")]
    [InlineData("- hosts: all\n  vars:\n    place: {{ here }}\n", "(3,13,3,20): EDI1001: The playbook's file is not valid YAML: A value that begins with '{{' needs quotes around all of it: \"{{ … }}\".")]
    [InlineData("- hosts: all\n  vars:\n    place: {{ here }}/file\n", "(3,13,3,20): EDI1001: The playbook's file is not valid YAML: A value that begins with '{{' needs quotes around all of it: \"{{ … }}\".")]
    [InlineData("- hosts: all\n  vars: {a: *none}\n", "(2,13,2,18): EDI1001: The playbook's file is not valid YAML: '*none' refers to an anchor that is not there.")]
    [InlineData("- hosts: all\n---\n- hosts: all\n", "(2,1,2,4): EDI1001: The playbook's file is not valid YAML: It must be one document; here begins a second one.")]
    [InlineData("hosts: all\ntasks: []\n", "(1,1,1,1): EDI1003: A playbook must be a list of plays, each of which begins with '- '; found a mapping.")]
    [InlineData("- all\n", "(1,3,1,6): EDI1003: A play must be a mapping of keys to values, such as 'hosts: all'; found 'all'.")]
    [InlineData("- name: base\n  tasks: []\n", "(1,3,1,7): EDI1004: A play needs the key 'hosts', such as 'hosts: all'.")]
    [InlineData("- hosts: all\n  tasks:\n    debug: {msg: a}\n", "(3,5,3,5): EDI1003: Tasks must be a list, each of which begins with '- '; found a mapping.")]
    [InlineData("- hosts: all\n  roles: greeter\n", "(2,10,2,10): EDI1003: Roles must be a list; found 'greeter'.")]
    [InlineData("- hosts: all\n  tasks: [debug]\n", "(2,11,2,16): EDI1003: A task must be a mapping of keys to values; found 'debug'.")]
    public void A_playbook_that_Ansible_cannot_read_is_refused_at_the_mistake(string text, string expected) => Assert.Contains(expected, Assert.Single(Told(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("  roles: [greter]\n", "(2,11,2,17)", "The role 'greter'")]
    [InlineData("  roles:\n    - role: greter\n", "(3,13,3,19)", "The role 'greter'")]
    [InlineData("  roles:\n    - name: greter\n      when: false\n", "(3,13,3,19)", "The role 'greter'")]
    [InlineData("  tasks:\n    - import_role: {name: greter}\n      when: false\n", "(3,27,3,33)", "The role 'greter'")]
    [InlineData("  tasks:\n    - ansible.builtin.include_role: {name: greter}\n", "(3,44,3,50)", "The role 'greter'")]
    [InlineData("  tasks:\n    - block:\n        - include_role: {name: greter}\n", "(4,32,4,38)", "The role 'greter'")]
    public void A_role_that_is_not_there_is_told_with_the_nearest_name(string play, string place, string subject)
    {
        _folder.WriteToProject($"{Role}/tasks/main.yml", "- debug: {msg: hello}\n");
        Assert.StartsWith(
            $"{Playbook}{place}: EDI1006: {subject} does not exist. Did you mean 'greeter'? Looked for: $PROJECT/plugins/playbooks/base/roles/greter, ",
            Assert.Single(Told("- hosts: all\n" + play)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  tasks:\n    - import_tasks: mor.yml\n      when: false\n", "(3,21,3,28)")]
    [InlineData("  tasks:\n    - include_tasks: mor.yml\n", "(3,22,3,29)")]
    [InlineData("  tasks:\n    - ansible.builtin.include_tasks: {file: mor.yml}\n", "(3,45,3,52)")]
    [InlineData("  tasks:\n    - include_tasks: mor.yml\n      tags: [always]\n", "(3,22,3,29)")]
    [InlineData("  handlers:\n    - import_tasks: mor.yml\n", "(3,21,3,28)")]
    public void A_file_of_tasks_that_is_not_there_is_told_with_the_nearest_name(string play, string place)
    {
        _folder.WriteToProject("plugins/playbooks/base/more.yml", "- debug: {msg: hello}\n");
        Assert.StartsWith(
            $"{Playbook}{place}: EDI1006: The file of tasks 'mor.yml' does not exist. Did you mean 'more.yml'? Looked for: $PROJECT/plugins/playbooks/base/mor.yml, ",
            Assert.Single(Told("- hosts: all\n" + play)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_role_uses_is_looked_at_too_and_everything_comes_at_once()
    {
        _folder.WriteToProject($"{Role}/tasks/main.yml", "- import_tasks: part.yml\n- include_role: {name: helper, tasks_from: instal}\n");
        _folder.WriteToProject($"{Role}/tasks/part.yml", "- import_tasks: none.yml\n");
        _folder.WriteToProject($"{Role}/meta/main.yml", "dependencies: [first]\n");
        _folder.WriteToProject($"{Role}/handlers/main.yml", "- a: b: c\n");
        _folder.WriteToSdk("roles/helper/tasks/install.yml", "- debug:\n");
        Assert.Collection(
            Told("- hosts: all\n  roles: [greeter]\n"),
            told => Assert.StartsWith($"{Role}/handlers/main.yml(1,7,1,7): EDI1001: The playbook's file is not valid YAML: ", told, StringComparison.Ordinal),
            told => Assert.StartsWith($"{Role}/meta/main.yml(1,16,1,21): EDI1006: The role 'first' does not exist. ", told, StringComparison.Ordinal),
            told => Assert.StartsWith($"{Role}/tasks/main.yml(2,44,2,50): EDI1006: The file of tasks 'instal' does not exist. Did you mean 'install.yml'? ", told, StringComparison.Ordinal),
            told => Assert.StartsWith($"{Role}/tasks/part.yml(1,17,1,25): EDI1006: The file of tasks 'none.yml' does not exist. ", told, StringComparison.Ordinal));
    }

    [Fact]
    public void An_imported_playbook_that_is_not_there_is_told()
    {
        _folder.WriteToProject("plugins/playbooks/base/second.yml", "- hosts: all\n  roles: [none]\n");
        Assert.Collection(
            Told("- import_playbook: first.yml\n- import_playbook: second.yml\n"),
            told => Assert.StartsWith($"{Playbook}(1,20,1,29): EDI1006: The playbook 'first.yml' does not exist. ", told, StringComparison.Ordinal),
            told => Assert.StartsWith("plugins/playbooks/base/second.yml(2,11,2,15): EDI1006: The role 'none' does not exist. ", told, StringComparison.Ordinal));
    }

    /// <summary>Ansible alone knows these, or may never come to them.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("---\n")]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n3465\n")]
    [InlineData("- hosts: all\n  vars: {a: !vault text, b: !unsafe '{{ x }}'}\n")]
    [InlineData("- hosts: all\n  vars: {a: 1, a: 2}\n")]
    [InlineData("- hosts: all\n  tasks:\n")]
    [InlineData("- hosts: all\n  roles: ['{{ role }}', community.general.none, {role: '{{ role }}'}]\n")]
    [InlineData("- hosts: all\n  collections: [community.general]\n  roles: [none]\n")]
    [InlineData("- hosts: all\n  tasks:\n    - include_tasks: none.yml\n      when: false\n")]
    [InlineData("- hosts: all\n  tasks:\n    - include_tasks: none.yml\n      loop: []\n")]
    [InlineData("- hosts: all\n  tasks:\n    - include_tasks: none.yml\n      with_items: []\n")]
    [InlineData("- hosts: all\n  tasks:\n    - include_tasks: none.yml\n      tags: [never, more]\n")]
    [InlineData("- hosts: all\n  tasks:\n    - include_tasks: '{{ family }}.yml'\n    - include_tasks: none.yml more=less\n    - include_role: name=none\n")]
    [InlineData("- hosts: all\n  tasks:\n    - block: [{include_role: {name: none}}]\n      when: false\n")]
    [InlineData("- hosts: all\n  tasks:\n    - block: [{command: 'true'}]\n      rescue: [{include_role: {name: none}}]\n")]
    [InlineData("- hosts: all\n  handlers: [{include_tasks: none.yml}]\n")]
    [InlineData("- hosts: all\n  roles: [{role: greeter, when: false}]\n")]
    [InlineData("- hosts: all\n  roles: [./roles/greeter, ../base/roles/greeter]\n")]
    [InlineData("- hosts: all\n  tags: [never]\n  tasks: [{include_tasks: none.yml}]\n")]
    [InlineData("- hosts: all\n  tasks: [{meta: end_play}, {include_tasks: none.yml}]\n")]
    [InlineData("- import_playbook: community.general.none\n")]
    [InlineData("- import_playbook: conditional.yml\n  when: false\n")]
    public void What_may_be_right_is_left_to_Ansible(string text)
    {
        _folder.WriteToProject($"{Role}/tasks/main.yml", "- include_tasks: none.yml\n  when: false\n");
        _folder.WriteToProject("plugins/playbooks/base/conditional.yml", "- hosts: all\n  tasks: [{include_tasks: none.yml}]\n");
        Assert.Empty(Told(text));
    }

    [Fact]
    public void Roles_and_files_of_tasks_are_found_where_Ansible_finds_them()
    {
        _folder.WriteToProject($"{Role}/tasks/main.yaml", "- import_tasks: part.yml\n- include_tasks: ../shared.yml\n- include_role: {name: sibling, tasks_from: other.yml}\n");
        _folder.WriteToProject($"{Role}/tasks/part.yml", "- import_tasks: sub/deep.yml\n");
        _folder.WriteToProject($"{Role}/tasks/sub/deep.yml", "- include_tasks: deeper.yml\n- include_tasks: part.yml\n");
        _folder.WriteToProject($"{Role}/tasks/sub/deeper.yml", "- debug:\n");
        _folder.WriteToProject($"{Role}/shared.yml", "- debug:\n");
        _folder.WriteToProject("plugins/playbooks/base/roles/sibling/tasks/other.yml", "- debug:\n");
        _folder.WriteToProject("plugins/playbooks/roles/outside/tasks/main.yml", "- import_tasks: in-role.yml\n");
        _folder.WriteToProject("plugins/playbooks/roles/outside/tasks/in-role.yml", "- debug:\n");
        _folder.WriteToProject("plugins/roles/mine/README.md", "no tasks");
        _folder.WriteToSdk("roles/theirs/meta/main.yml", "dependencies: [{role: mine}]\n");
        _folder.WriteToProject("plugins/playbooks/base/tasks/beside.yml", "- debug:\n");
        Assert.Empty(Told("- hosts: all\n  roles: [greeter, mine, theirs, ../../roles/outside]\n  tasks: [{import_tasks: tasks/beside.yml}, {include_tasks: beside.yml}]\n"));
    }

    [Fact]
    public void What_uses_itself_comes_to_an_end()
    {
        _folder.WriteToProject($"{Role}/tasks/main.yml", "- import_tasks: sub/deep.yml\n- include_role: {name: greeter}\n");
        _folder.WriteToProject($"{Role}/tasks/sub/deep.yml", "- include_tasks: main.yml\n- include_tasks: none.yml\n");
        _folder.WriteToProject($"{Role}/meta/main.yml", "dependencies: [greeter]\n");
        Assert.StartsWith($"{Role}/tasks/sub/deep.yml(2,18,2,26): EDI1006: ", Assert.Single(Told("- import_playbook: main.yml\n- hosts: all\n  roles: [greeter]\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_skipped_need_not_be_right()
    {
        _folder.WriteToProject(Playbook, "- hosts: all\n  roles: [none]\n");
        Assert.Empty(_folder.Problems($"{DefinitionFolder.Bootstrap}playbooks: {{100_base: {{path: playbooks/base/main.yml, skip: true}}}}\n"));
    }

    private string[] Told(string playbook)
    {
        _folder.WriteToProject(Playbook, playbook);
        try
        {
            _folder.Read($"{DefinitionFolder.Bootstrap}playbooks: {{100_base: {{path: playbooks/base/main.yml}}}}\n");
            return [];
        }
        catch (EdiException e)
        {
            return [.. e.Problems.Select(problem => DiagnosticText.Of(problem, _folder.Plugins))];
        }
    }
}
