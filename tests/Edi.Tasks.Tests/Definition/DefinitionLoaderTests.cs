using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class DefinitionLoaderTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_image_is_called_like_the_file() =>
        Assert.Equal("my-image", _folder.Read(DefinitionFolder.Bootstrap + DefinitionFolder.Image).Name);

    [Fact]
    public void Playbooks_and_general_parameters_may_be_left_out() =>
        Assert.Empty(_folder.Read(DefinitionFolder.Bootstrap + DefinitionFolder.Image).Playbooks);

    [Fact]
    public void A_definition_that_does_not_exist_is_named()
    {
        var problem = Assert.Single(Assert.Throws<EdiException>(() => _folder.Load(new FileInfo("/nowhere/my-image.yml"))).Problems);
        Assert.Equal(EdiCodes.DefinitionNotFound, problem.Code);
        Assert.Contains("'/nowhere/my-image.yml'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.ProjectFile, problem.Position!.File);
    }

    [Theory]
    [InlineData("my-image.yaml")]
    [InlineData("my-imge.yml")]
    public void A_definition_of_a_slightly_other_name_is_named(string name)
    {
        _folder.WriteToProject(name, DefinitionFolder.Bootstrap);
        string message = Assert.Single(Assert.Throws<EdiException>(() => _folder.Load()).Problems).Message;
        Assert.EndsWith($"does not exist. Did you mean '{name}'? Rename it to my-image.yml, or name it in the project: <EdiDefinition>{name}</EdiDefinition>.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_quite_another_name_is_none()
    {
        _folder.WriteToProject("compose.yaml");
        Assert.DoesNotContain("compose", Assert.Single(Assert.Throws<EdiException>(() => _folder.Load()).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_yaml_file_is_not_passed_over_where_a_component_is_enough()
    {
        _folder.AddComponent("Board");
        _folder.WriteToComponent("Board", "definition.yml", DefinitionFolder.Bootstrap);
        Assert.Equal("trixie", _folder.Load().Definition.Bootstrap!.Suite);
        _folder.WriteToProject("my-image.yaml", "bootstrap: {variant: apt}\n");
        Assert.Equal(EdiCodes.DefinitionNotFound, Assert.Single(Assert.Throws<EdiException>(() => _folder.Load()).Problems).Code);
    }

    [Fact]
    public void An_overlay_with_another_extension_than_the_definitions_is_a_warning()
    {
        string overlay = _folder.WriteToProject("configuration/overlay/my-image.global.yaml", "bootstrap: {variant: apt}\n");
        var warning = Assert.Single(_folder.Load(DefinitionFolder.Bootstrap).Warnings);
        Assert.Equal(("EDI1007", overlay), (warning.Code.Id, warning.Position!.File));
        Assert.EndsWith("Rename it to my-image.global.yml.", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    public void A_definition_that_says_nothing_builds_nothing(string yaml) =>
        Assert.Equal(["1:1 EDI1004 The definition builds nothing: it needs the section 'bootstrap', 'preprocessing_commands', 'postprocessing_commands' or 'documentation_steps'."], _folder.Problems(yaml));

    [Fact]
    public void A_definition_may_only_document()
    {
        _folder.WriteToProject("plugins/index.rst.j2");
        var definition = _folder.Read("documentation_steps: {100_index: {path: index.rst.j2, output: {file: index.rst}}}");
        Assert.Single(definition.DocumentationSteps);
        Assert.Empty(new StepPlan(definition with { LintReport = "lint.json" }, "bootstrap.tar", ["my.img"]).Steps);
    }

    [Fact]
    public void A_file_is_one_document() =>
        Assert.Contains("2:1 EDI1001 The definition is not valid YAML: It must be one document; here begins a second one.", _folder.Problems("bootstrap: {}\n---\nimage: {}\n"));

    [Theory]
    [InlineData("---\n", "nothing")]
    [InlineData("~\n", "nothing")]
    [InlineData("- bootstrap\n- image\n", "a list")]
    [InlineData("bootstrap\n", "'bootstrap'")]
    public void A_document_is_a_mapping(string yaml, string found) =>
        Assert.Contains($"EDI1003 The definition must be a mapping of keys to values; found {found}.", _folder.Problems(yaml).Select(WithoutPlace));

    [Theory]
    [InlineData("bootstrap:\n\tsuite: trixie\n", "2:1")]
    [InlineData("bootstrap:\n  suite: 'trixie\n", "2:10")]
    [InlineData("bootstrap:\n  suite: trixie\n variant: apt\n", "3:2")]
    [InlineData("bootstrap:\n  components: *nothing\n", "2:15")]
    [InlineData("bootstrap: @main\n", "1:12")]
    public void Broken_yaml_is_shown_where_it_breaks(string yaml, string place) =>
        Assert.Contains($"{place} EDI1001", _folder.Places(yaml));

    [Theory]
    [InlineData("bootstrap:\n  suite: trixie\n  suite: bookworm\n", "3:3")]
    [InlineData("bootstrap: {suite: trixie}\nbootstrap: {suite: trixie}\n", "2:1")]
    public void A_key_is_there_once(string yaml, string place) => Assert.Equal([$"{place} EDI1009"], _folder.Places(yaml));

    [Theory]
    [InlineData("bootstrap:\n  components: [main\n", 3)]
    [InlineData("bootstrap: {suite: trixie\n", 2)]
    [InlineData("bootstrap: [", 1)]
    [InlineData("bootstrap: {", 1)]
    [InlineData("bootstrap:\n  components: [main\nimage: {}\n", 2)]
    [InlineData("image:\n  a: [1, 2\n  b: 3\n", 2)]
    public void An_unclosed_bracket_is_broken_yaml_and_shown_near_its_line(string yaml, int line)
    {
        var problem = Assert.Single(_folder.Refuse(yaml).Problems, problem => problem.Code.Id == "EDI1001");
        Assert.Equal(line, problem.Position!.Line);
    }

    [Fact]
    public void A_misspelt_key_is_refused_with_what_was_probably_meant() =>
        Assert.Equal(
            [
                "2:3 EDI1002 'sute' is not a key of section 'bootstrap'. Did you mean 'suite'? Known keys: additional_packages, architecture, components, keyring, mirrors, repository, repository_key, suite, tool, variant.",
            ],
            _folder.Problems("bootstrap:\n  sute: trixie\n" + DefinitionFolder.Image));

    [Fact]
    public void A_key_that_is_like_no_other_is_refused_without_a_guess() =>
        Assert.Equal(
            ["3:3 EDI1002 'quux' is not a key of section 'bootstrap'. Known keys: additional_packages, architecture, components, keyring, mirrors, repository, repository_key, suite, tool, variant."],
            _folder.Problems(DefinitionFolder.Bootstrap + "  quux: 1\n" + DefinitionFolder.Image));

    [Fact]
    public void Sections_of_another_tool_are_unknown_keys_too() =>
        Assert.Equal(
            ["3:1 EDI1002 'lxc_networks' is not a key of the definition. Known keys: bootstrap, documentation_steps, general, image, lxc_profiles, lxc_templates, machine, playbooks, postprocessing_commands, preprocessing_commands, shared_folders, verify."],
            _folder.Problems(DefinitionFolder.Bootstrap + "lxc_networks: {}\n" + DefinitionFolder.Image));

    [Fact]
    public void An_image_needs_a_root_file_system() =>
        Assert.Equal(
            ["1:1 EDI1012 Section 'image' needs a root file system. Add the section 'bootstrap', or a preprocessing command with the output 'edi_bootstrapped_rootfs'."],
            _folder.Problems(DefinitionFolder.Image));

    [Fact]
    public void An_empty_section_is_refused_at_its_key() =>
        Assert.Equal(
            [
                "3:1 EDI1003 Section 'image' must be a mapping of keys to values; found nothing. Remove it, or give it content.",
                "4:1 EDI1003 Section 'playbooks' must be a mapping of keys to values; found nothing. Remove it, or give it content.",
                "5:1 EDI1003 Section 'general' must be a mapping of keys to values; found nothing. Remove it, or give it content.",
            ],
            _folder.Problems(DefinitionFolder.Bootstrap + "image: ~\nplaybooks:\ngeneral: null\n"));

    [Fact]
    public void A_section_without_keys_misses_all_that_it_needs() =>
        Assert.Equal(
            [
                "1:1 EDI1004 Section 'bootstrap' needs the key 'suite' (or edi's 'repository').",
                "2:1 EDI1004 Section 'image' needs the key 'partition_table'.",
                "2:1 EDI1004 Section 'image' needs the key 'partitions'.",
            ],
            _folder.Problems("bootstrap: {}\nimage: {}\n"));

    [Fact]
    public void A_value_of_the_wrong_kind_is_shown_at_the_value() =>
        Assert.Equal(
            [
                "1:10 EDI1003 Section 'general' must be a mapping of keys to values; found 'none'.",
                "3:10 EDI1003 'suite' in section 'bootstrap' must be a text; found a list.",
                "4:17 EDI1003 'architecture' in section 'bootstrap' must be a text; found a mapping.",
                "5:12 EDI1003 Section 'playbooks' must be a mapping of keys to values; found a list.",
            ],
            _folder.Problems("general: none\nbootstrap:\n  suite: [trixie]\n  architecture: {amd64: yes}\nplaybooks: [main.yml]\n" + DefinitionFolder.Image));

    [Fact]
    public void A_quoted_empty_text_is_no_text() =>
        Assert.Equal(
            ["2:10 EDI1003 'suite' in section 'bootstrap' must be a text; found ''."],
            _folder.Problems("bootstrap:\n  suite: ''\n" + DefinitionFolder.Image));

    [Fact]
    public void All_problems_are_found_at_once_in_the_order_of_their_places() =>
        Assert.Equal(
            [
                "2:3 EDI1002", // parametres
                "5:5 EDI1002", // paht
                "6:11 EDI1003", // skip: perhaps
                "8:11 EDI1006", // gone.yml
                "9:5 EDI1002", // extra
                "11:10 EDI1005", // suite: Trixie
                "12:17 EDI1005", // architecture: amd46
                "14:20 EDI1005", // partition_table: gtp
                "15:3 EDI1002", // partition
                "16:1 EDI1002", // imgae
            ],
            _folder.Places(
                """
                general:
                  parametres: {}
                playbooks:
                  100_a:
                    paht: a.yml
                    skip: perhaps
                  200_b:
                    path: gone.yml
                    extra: 1
                bootstrap:
                  suite: Trixie
                  architecture: amd46
                image:
                  partition_table: gtp
                  partition: {}
                imgae: {}
                """));

    [Fact]
    public void A_position_ends_where_the_text_ends()
    {
        var problem = Assert.Single(_folder.Refuse(DefinitionFolder.Bootstrap + "  quux: 1\n" + DefinitionFolder.Image).Problems);
        Assert.Equal(new SourcePosition(_folder.DefinitionFile, 3, 3, 3, 7), problem.Position);
    }

    [Fact]
    public void Playbooks_run_in_the_order_of_their_keys_character_by_character()
    {
        _folder.WriteToProject("plugins/a.yml");
        string nodes = string.Concat(new[] { "9_x", "100_a", "20_b", "010_c", "_z", "A" }.Select(key => $"  {key}: {{path: a.yml}}\n"));
        var playbooks = _folder.Read(DefinitionFolder.Bootstrap + "playbooks:\n" + nodes + DefinitionFolder.Image).Playbooks;
        Assert.Equal(["010_c", "100_a", "20_b", "9_x", "A", "_z"], playbooks.Select(playbook => playbook.Name));
    }

    [Theory]
    [InlineData("100", "100_playbook")]
    [InlineData("yes", "yes_playbook")]
    public void A_playbooks_key_is_a_text_for_yaml(string key, string suggestion)
    {
        _folder.WriteToProject("plugins/a.yml");
        Assert.Equal(
            [$"4:3 EDI1016 The key '{key}' is no text for YAML. Give it a name, such as {suggestion}, or put it in quotes."],
            _folder.Problems(DefinitionFolder.Bootstrap + $"playbooks:\n  {key}: {{path: a.yml}}\n" + DefinitionFolder.Image));
        Assert.Empty(_folder.Problems(DefinitionFolder.Bootstrap + $"playbooks:\n  '{key}': {{path: a.yml}}\n" + DefinitionFolder.Image));
    }

    [Fact]
    public void A_skipped_playbook_does_not_run()
    {
        _folder.WriteToProject("plugins/a.yml");
        var playbooks = _folder.Read(
            DefinitionFolder.Bootstrap
            + "playbooks:\n  a1: {path: a.yml, skip: true}\n  a2: {path: a.yml, skip: False}\n  a3: {path: a.yml, skip: yes}\n  a4: {path: a.yml}\n  a5: {path: a.yml, skip: }\n"
            + DefinitionFolder.Image).Playbooks;
        Assert.Equal(["a2", "a4", "a5"], playbooks.Select(playbook => playbook.Name));
    }

    [Fact]
    public void A_skipped_playbook_is_checked_all_the_same_but_need_not_exist() =>
        Assert.Equal(
            ["6:5 EDI1002"],
            _folder.Places(DefinitionFolder.Bootstrap + "playbooks:\n  100_a:\n    path: gone.yml\n    quux: 1\n    skip: true\n" + DefinitionFolder.Image));

    [Theory]
    [InlineData("'false'", "'false'")]
    [InlineData("0", "'0'")]
    [InlineData("[]", "a list")]
    public void A_flag_is_true_or_false_and_nothing_else(string value, string found) =>
        Assert.Contains(
            $"4:13 EDI1003 'skip' in playbook 'a' must be true or false; found {found}.",
            _folder.Problems(DefinitionFolder.Bootstrap + $"playbooks:\n  a: {{skip: {value}}}\n" + DefinitionFolder.Image));

    [Fact]
    public void A_playbook_that_does_not_exist_is_named_with_the_places_looked_at() =>
        Assert.Equal(
            [$"4:13 EDI1006 The playbook 'gone/main.yml' does not exist. Looked for: {_folder.Plugins.ProjectDirectory}/plugins/gone/main.yml, {_folder.Plugins.SdkPluginDirectory}/gone/main.yml."],
            _folder.Problems(DefinitionFolder.Bootstrap + "playbooks:\n  a: {path: gone/main.yml}\n" + DefinitionFolder.Image));

    [Theory]
    [InlineData("a b")]
    [InlineData(".hidden")]
    [InlineData("-option")]
    [InlineData("ä")]
    [InlineData("a/b")]
    [InlineData("'a:b'")]
    public void A_playbooks_key_must_be_a_name_for_a_file_and_a_layer(string key)
    {
        _folder.WriteToProject("plugins/a.yml");
        string yaml = DefinitionFolder.Bootstrap + $"playbooks:\n  {key}: {{path: a.yml}}\n" + DefinitionFolder.Image;
        Assert.Equal(
            [$"4:3 EDI1005 '{key.Trim('\'')}' cannot name a playbook: expected letters, digits, '_', '-' and '.', at most 100, beginning with a letter, a digit or '_'."],
            _folder.Problems(yaml));
    }

    [Fact]
    public void A_playbook_without_anything_is_shown_where_it_is_missing() =>
        Assert.Equal(
            ["4:3 EDI1003 Playbook '100_a' must be a mapping of keys to values; found nothing. Remove it, or give it content."],
            _folder.Problems(DefinitionFolder.Bootstrap + "playbooks:\n  100_a:\n" + DefinitionFolder.Image));

    [Fact]
    public void A_nodes_parameters_lie_above_the_general_ones()
    {
        _folder.WriteToProject("plugins/a.yml");
        var playbook = Assert.Single(_folder.Read(
            """
            general:
              parameters: {color: red, size: 1, gone: x}
            playbooks:
              a: {path: a.yml, parameters: {size: 0x10, own: [yes, 'no'], gone: ~}}

            """ + DefinitionFolder.Bootstrap + DefinitionFolder.Image).Playbooks);
        Assert.Equal(
            ["color=\"red\"", "gone=null", "own=[true,\"no\"]", "size=16"],
            playbook.Variables.Where(variable => !variable.Key.StartsWith("edi_", StringComparison.Ordinal)).Select(parameter => $"{parameter.Key}={parameter.Value?.ToJsonString() ?? "null"}"));
    }

    [Fact]
    public void Anchors_and_aliases_work()
    {
        _folder.WriteToProject("plugins/a.yml");
        var playbook = Assert.Single(_folder.Read(
            "general: {parameters: {one: &it {a: 1}, two: *it}}\nplaybooks: {a: {path: a.yml}}\n" + DefinitionFolder.Bootstrap + DefinitionFolder.Image).Playbooks);
        Assert.Equal("""{"a":1}""", playbook.Variables["two"]!.ToJsonString());
    }

    [Theory]
    [InlineData("general: {parameters: &it {a: *it}}\n")]
    [InlineData("general: {parameters: {a: &it [1, *it]}}\n")]
    public void A_value_that_contains_itself_is_refused(string yaml) =>
        Assert.Contains(_folder.Refuse(yaml + DefinitionFolder.Bootstrap + DefinitionFolder.Image).Problems, problem => problem.Message.Contains("contains itself", StringComparison.Ordinal));

    [Fact]
    public void The_projects_plugins_come_before_those_of_the_sdk()
    {
        string ofSdk = _folder.WriteToSdk("playbooks/main.yml");
        string yaml = DefinitionFolder.Bootstrap + "playbooks: {a: {path: playbooks/main.yml}}\n" + DefinitionFolder.Image;
        Assert.Equal(ofSdk, Assert.Single(_folder.Read(yaml).Playbooks).Path);

        string ofProject = _folder.WriteToProject("plugins/playbooks/main.yml");
        Assert.Equal(ofProject, Assert.Single(_folder.Read(yaml).Playbooks).Path);
    }

    [Fact]
    public void An_absolute_path_is_taken_as_it_is()
    {
        string absolute = _folder.WriteToProject("elsewhere/main.yml");
        string yaml = DefinitionFolder.Bootstrap + $"playbooks: {{a: {{path: {absolute}}}}}\n" + DefinitionFolder.Image;
        Assert.Equal(absolute, Assert.Single(_folder.Read(yaml).Playbooks).Path);
    }

    [Fact]
    public void A_folder_is_no_playbook()
    {
        _folder.WriteToProject("plugins/playbooks/main.yml");
        Assert.Equal(["3:23 EDI1006"], _folder.Places(DefinitionFolder.Bootstrap + "playbooks: {a: {path: playbooks}}\n" + DefinitionFolder.Image));
    }

    private static string WithoutPlace(string problem) => problem[(problem.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
