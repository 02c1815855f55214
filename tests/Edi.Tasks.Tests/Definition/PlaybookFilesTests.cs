using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class PlaybookFilesTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly Dictionary<string, JsonNode?> _parameters = [];

    public PlaybookFilesTests()
    {
        foreach (string file in new[]
        {
            "files/motd", "team keys/me.pub", "other/file", "obj/lock", "bin/image.img", "plugins/playbooks/common/x.yml", "plugins/playbooks/common/a.conf",
            "plugins/playbooks/overlay/etc/motd", "plugins/playbooks/one/tasks/a.yml", "plugins/roles/ours/tasks/main.yml", "plugins/roles/board-a/tasks/main.yml",
            "plugins/roles/app.conf",
        })
        {
            _folder.WriteToProject(file);
        }
    }

    private string Project => _folder.Plugins.ProjectDirectory;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("src: \"{{ edi_project_directory }}/files/motd\"", "../../../files/motd")]
    [InlineData("src: \"{{edi_project_directory}}/files\"", "../../../files")]
    [InlineData("src: \"{{ edi_project_directory }}/files/\"", "../../../files")]
    [InlineData("src: \"{{ edi_project_directory }}/files/{{ name }}.txt\"", "../../../files")]
    [InlineData("msg: \"{{ lookup('file', edi_project_directory ~ '/files/motd') }}\"", "../../../files/motd")]
    [InlineData("import: \"{{ playbook_dir }}/../common/x.yml\"", "../common/x.yml")]
    [InlineData("src: \"{{ edi_project_plugin_directory }}/playbooks/common/*.conf\"", "../common")]
    [InlineData("src: ../overlay/", "../overlay")]
    [InlineData("src: ../overlay", "../overlay")]
    [InlineData("src: ../common/*.conf", "../common")]
    [InlineData("src: '../common/{{ name }}'", "../common")]
    [InlineData("src: '{{ edi_project_directory }}/{{ name }}'")]
    [InlineData("src: '{{ edi_project_directory }}/obj/lock {{ edi_project_directory }}/bin/{{ name }}'")]
    [InlineData("src: '{{ edi_project_directory }}/*.txt'")]
    [InlineData("src: '{{ edi_project_directory }}/none /files/motd'")]
    [InlineData("ln -s ../ / && cd .. && ls ../..")]
    public void What_a_playbook_names_by_a_path_is_an_input(string text, params string[] names)
    {
        _folder.WriteToProject("plugins/playbooks/one/main.yml", text);
        Assert.Equal(["", .. names], Inputs());
    }

    [Fact]
    public void A_role_may_name_a_file_by_its_own_folder()
    {
        _folder.WriteToProject("plugins/playbooks/one/main.yml", "- role: ours");
        _folder.WriteToProject("plugins/roles/ours/tasks/main.yml", "src: '{{ role_path }}/../app.conf'");
        Assert.Equal(["", "roles.1/ours", "../../roles/app.conf"], Inputs());
    }

    [Theory]
    [InlineData("PROJECT/team keys", "../../../team keys")]
    [InlineData("PROJECT/team keys/me.pub", "../../../team keys/me.pub")]
    [InlineData("{{ playbook_dir }}/../common", "../common")]
    [InlineData("PROJECT")]
    [InlineData("PROJECT/obj")]
    [InlineData("/etc")]
    public void A_path_of_the_project_in_a_parameter_is_an_input(string value, params string[] names)
    {
        _folder.WriteToProject("plugins/playbooks/one/main.yml", "src: '{{ key_directory }}'");
        _parameters["key_directory"] = value.Replace("PROJECT", Project, StringComparison.Ordinal);
        Assert.Equal(["", .. names], Inputs());
    }

    [Fact]
    public void A_parameter_that_a_playbook_does_not_name_is_none_of_its_inputs()
    {
        _folder.WriteToProject("plugins/playbooks/one/main.yml", "");
        _parameters["key_directory"] = Path.Combine(Project, "other");
        Assert.Equal([""], Inputs());
    }

    [Fact]
    public void A_file_behind_a_link_may_name_roles_and_files()
    {
        File.CreateSymbolicLink(Path.Combine(Project, "plugins/playbooks/one/link.yml"), "../../../other/file");
        _folder.WriteToProject("other/file", "- role: ours");
        Assert.Equal(["", "roles.1/ours"], Inputs());
    }

    [Fact]
    public void Of_the_projects_own_folder_a_playbook_reads_what_it_names_and_what_Ansible_knows()
    {
        _folder.WriteToProject("main.yml", "- include_tasks: more.yml\n- copy: {src: motd}");
        _folder.WriteToProject("more.yml", "- copy: {src: other/}");
        _folder.WriteToProject("unrelated.yml");
        Assert.Equal(["files", "main.yml", "more.yml", "other"], Inputs("main.yml"));
    }

    private string[] Inputs(string playbook = "plugins/playbooks/one/main.yml") =>
    [
        .. new PlaybookFiles(
            new("one", Path.Combine(Project, playbook), _parameters.ToImmutableSortedDictionary(), SourcePosition.None), _folder.Plugins, InputPlaces.Of(_folder.Plugins, _folder.Folders))
            .Inputs.Select(input => input.Name),
    ];
}
