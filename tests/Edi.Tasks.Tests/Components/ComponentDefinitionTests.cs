using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

/// <summary>What components add to a definition: plugins, fragments, what parameters may be.</summary>
public sealed class ComponentDefinitionTests : IDisposable
{
    private const string Board = "playbooks: {200_board: {path: playbooks/board/main.yml, parameters: {console: tty1}}}\n";

    private readonly DefinitionFolder _folder = new();

    public ComponentDefinitionTests()
    {
        _folder.AddComponent("First");
        _folder.AddComponent("Second");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("project", "project,First,Second,sdk")]
    [InlineData("First", "First,Second,sdk")]
    [InlineData("Second", "Second,sdk")]
    [InlineData("sdk", "sdk")]
    public void A_plugin_is_looked_for_in_the_project_then_in_the_components_then_in_the_sdk(string found, string having)
    {
        foreach (string place in having.Split(','))
        {
            Write(place, "playbooks/p.yml", "");
        }

        Assert.StartsWith(FolderOf(found), _folder.Plugins.Find("playbooks/p.yml"), StringComparison.Ordinal);
        Assert.Equal(["project", "First", "Second", "sdk"], AnsibleFolders.Roles(_folder.Plugins, PlaybookSettings.None).Select(folder => new[] { "project", "First", "Second", "sdk" }.Single(place => folder.Path.StartsWith(FolderOf(place), StringComparison.Ordinal))));
    }

    [Fact]
    public void A_fragment_says_what_the_project_does_not_say()
    {
        Write("First", "playbooks/board/main.yml", "");
        _folder.WriteToComponent("First", "definition.yml", Board);
        var playbook = Assert.Single(_folder.Read(DefinitionFolder.Bootstrap).Playbooks);
        Assert.Equal(("200_board", "tty1"), (playbook.Name, (string)playbook.Variables["console"]!));
    }

    [Fact]
    public void The_project_overrides_a_fragment_and_what_comes_first_overrides_what_comes_later()
    {
        Write("First", "playbooks/board/main.yml", "");
        _folder.WriteToComponent("First", "definition.yml", "general: {parameters: {a: first, b: first}}\n" + Board);
        _folder.WriteToComponent("Second", "definition.yml", "general: {parameters: {a: second, b: second, c: second}}\n");
        var variables = _folder.Read(DefinitionFolder.Bootstrap + "general: {parameters: {a: project}}\n").Playbooks[0].Variables;
        Assert.Equal(["project", "first", "second"], new[] { "a", "b", "c" }.Select(name => (string)variables[name]!));
    }

    [Fact]
    public void A_fragment_is_a_template_like_the_definition()
    {
        Write("First", "playbooks/board/main.yml", "");
        _folder.WriteToComponent("First", "definition.yml", "playbooks: {200_board: {path: playbooks/board/main.yml, parameters: {name: '{{ edi_configuration_name }}'}}}\n");
        Assert.Equal("my-image", (string)_folder.Read(DefinitionFolder.Bootstrap).Playbooks[0].Variables["name"]!);
    }

    [Fact]
    public void A_mistake_in_a_fragment_is_told_at_its_place()
    {
        string file = _folder.WriteToComponent("First", "definition.yml", "bootstrap:\n  siute: trixie\n");
        var problem = _folder.Refuse(DefinitionFolder.Bootstrap).Problems.Single();
        Assert.Equal(("EDI1002", file, 2), (problem.Code.Id, problem.Position!.File, problem.Position.Line));
    }

    [Fact]
    public void A_fragment_that_needs_a_newer_edi_is_refused_whatever_the_project_says()
    {
        string file = _folder.WriteToComponent("First", "definition.yml", "general: {edi_required_minimal_edi_version: \"99.0\"}\n");
        var problem = _folder.Refuse(DefinitionFolder.Bootstrap + "general: {edi_required_minimal_edi_version: \"2.0\"}\n").Problems.Single();
        Assert.Equal(("EDI1013", file), (problem.Code.Id, problem.Position!.File));
    }

    [Fact]
    public void A_file_that_a_fragment_names_lies_in_the_component()
    {
        string file = _folder.WriteToComponent("First", "boot/config.txt", "");
        _folder.WriteToComponent("First", "definition.yml", "image: {partitions: {05_boot: {type: esp, label: BOOT, file_system: vfat, size: 64MiB, files: {/config.txt: boot/config.txt}}}}\n");
        var partition = _folder.Read(DefinitionFolder.Bootstrap + DefinitionFolder.Image).Image!.Partitions[0];
        Assert.Equal(file, partition.Files[0].Source.Path);
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("{console: tty2}", "")]
    [InlineData("{consol: tty2}", "3:38 EDI1002 'consol' is not a key of the parameters of playbook '200_board'. Did you mean 'console'? Known keys: console, lines.")]
    [InlineData("{lines: one}", "3:45 EDI1003 'lines' in the parameters of playbook '200_board' must be a list; found 'one'. A list of one is [one].")]
    [InlineData("{console: screen}", "3:47 EDI1005 'console' in the parameters of playbook '200_board' must be a console; found 'screen'.")]
    [InlineData("{lines: '{% raw %}{{ other }}{% endraw %}'}", "")] // an expression of Ansible's
    [InlineData("{lines: [1, '{% raw %}{{ other }}{% endraw %}']}", "")] // among others
    public void A_schema_says_what_parameters_there_are(string parameters, string problem)
    {
        GiveSchema();
        Assert.Equal(problem, string.Join('\n', _folder.Problems($"{DefinitionFolder.Bootstrap}playbooks: {{200_board: {{parameters: {parameters}}}}}\n")));
    }

    [Fact]
    public void A_general_parameter_counts_if_the_schema_names_it()
    {
        GiveSchema();
        Assert.Equal(["3:41 EDI1003"], _folder.Places(DefinitionFolder.Bootstrap + "general: {parameters: {color: 1, lines: one}}\n"));
    }

    [Fact]
    public void A_playbook_of_the_projects_own_takes_what_it_likes()
    {
        GiveSchema();
        Write("project", "playbooks/board/main.yml", "");
        Assert.Empty(_folder.Problems(DefinitionFolder.Bootstrap + "playbooks: {200_board: {parameters: {anything: 1}}}\n"));
    }

    [Theory]
    [InlineData("{", 1)]
    [InlineData("{\n\"type\": 7}", 1)]
    [InlineData("[]", 1)]
    [InlineData("{\"oneOf\": []}", 1)]
    [InlineData("{\"properties\": {\"a\": {\"pattern\": \"(\"}}}", 1)]
    public void A_schema_that_cannot_be_read_is_told_at_its_place(string schema, int line)
    {
        string file = _folder.WriteToComponent("First", "schema.json", schema);
        var problem = _folder.Refuse(DefinitionFolder.Bootstrap).Problems.Single();
        Assert.Equal(("EDI1017", file, line), (problem.Code.Id, problem.Position!.File, problem.Position.Line));
    }

    [Fact]
    public void Components_alone_are_a_definition()
    {
        _folder.WriteToComponent("First", "definition.yml", DefinitionFolder.Bootstrap);
        Assert.Equal("trixie", _folder.Load().Definition.Bootstrap!.Suite);
    }

    [Fact]
    public void A_definition_keeps_its_components_on_its_way_to_the_steps()
    {
        string file = Path.Combine(_folder.Plugins.ProjectDirectory, "definition.json");
        ResolvedDefinition.Write(file, _folder.Read(DefinitionFolder.Bootstrap));
        Assert.Equal(_folder.Plugins.Components, ResolvedDefinition.Read(file).Plugins.Components);
    }

    private void GiveSchema()
    {
        Write("First", "playbooks/board/main.yml", "");
        _folder.WriteToComponent("First", "definition.yml", Board);
        _folder.WriteToComponent(
            "First",
            "schema.json",
            """{"properties": {"console": {"type": "string", "pattern": "^tty", "x-edi-expected": "a console"}, "lines": {"type": "array", "items": {"type": "string"}}}, "required": ["console"]}""");
    }

    private string FolderOf(string place) => place switch
    {
        "project" => _folder.Plugins.ProjectPluginDirectory + "/",
        "sdk" => _folder.Plugins.SdkPluginDirectory + "/",
        _ => _folder.Plugins.Components.Single(component => component.Name == place).PluginDirectory + "/",
    };

    private void Write(string place, string plugin, string content)
    {
        string file = Path.Combine(FolderOf(place), plugin);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
