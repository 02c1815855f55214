using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

/// <summary>edi's rules: how files, overlays, templates, variables and nodes become one definition, and what edi would not have told.</summary>
public sealed class EdiRulesTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public EdiRulesTests() => _folder.WriteToProject("plugins/p.yml");

    public void Dispose() => _folder.Dispose();

    // Files and overlays

    [Fact]
    public void Later_overlays_come_before_earlier_ones()
    {
        Overlay("global", "general: {parameters: {a: global, b: global, c: global}}");
        Overlay("builder", "general: {parameters: {b: host, c: host}}");
        Overlay("ada", "general: {parameters: {c: user}}");
        Assert.Equal("base global host user", Values("general: {parameters: {z: base, a: base, b: base, c: base}}", "z", "a", "b", "c"));
    }

    [Fact]
    public void Overlays_of_other_hosts_users_and_definitions_are_not_read()
    {
        Overlay("other", "nonsense: 1");
        _folder.WriteToProject("configuration/overlay/other-image.global.yml", "nonsense: 1");
        _folder.WriteToProject("configuration/overlay/my-image.global.yaml", "nonsense: 1");
        Assert.Empty(_folder.Problems(Playbook("")));
    }

    [Fact]
    public void A_user_who_is_called_like_the_host_has_an_overlay_with_user_in_its_name()
    {
        _folder.Host = _folder.Host with { UserName = "builder" };
        Overlay("builder", "general: {parameters: {a: host}}");
        Overlay("builder.user", "general: {parameters: {a: user}}");
        var loaded = _folder.Load(Playbook("general: {parameters: {a: base}}"));
        Assert.Equal("user", (string?)Variables(loaded)["a"]);
        var warning = Assert.Single(loaded.Warnings);
        Assert.Equal((EdiCodes.AmbiguousOverlay, true), (warning.Code, warning.IsWarning));
    }

    [Fact]
    public void An_empty_overlay_changes_nothing()
    {
        Overlay("global", "");
        Overlay("ada", "# nothing\n");
        Assert.Empty(_folder.Problems(Playbook("")));
    }

    [Fact]
    public void A_symbolic_link_is_a_use_case_with_its_own_name_and_folder()
    {
        string target = _folder.WriteToProject("configuration/base/common.yml", Playbook("general: {parameters: {name: '{{ edi_configuration_name }}', folder: '{{ edi_project_directory }}'}}"));
        string link = Path.Combine(_folder.Plugins.ProjectDirectory, "pi3.yml");
        File.CreateSymbolicLink(link, target);
        _folder.WriteToProject("configuration/overlay/pi3.global.yml", "general: {parameters: {board: pi3}}");
        var variables = Variables(_folder.Load(new FileInfo(link)));
        Assert.Equal(["pi3", _folder.Plugins.ProjectDirectory, "pi3"], new[] { "name", "folder", "board" }.Select(name => (string?)variables[name]));
    }

    // Merging, edi.md: each value is what the overlay {over} makes of {basis}

    [Theory]
    [InlineData("a dictionary is replaced as a whole", "{p: {a: 1, b: 2}}", "{p: {a: 3}}", """{"p":{"a":3}}""")]
    [InlineData("a list is replaced as a whole", "{p: [1, 2]}", "{p: [3]}", """{"p":[3]}""")]
    [InlineData("others are kept", "{p: 1, q: 2}", "{p: 3}", """{"p":3,"q":2}""")]
    [InlineData("a value may become null", "{a: 1}", "{a: null}", """{"a":null}""")]
    [InlineData("null keeps all of them", "{a: 1}", "null", """{"a":1}""")]
    [InlineData("they may be new", "null", "{a: 1}", """{"a":1}""")]
    public void Parameters_are_merged_one_level_deep(string rule, string basis, string over, string merged)
    {
        Overlay("global", $"general: {{parameters: {over}}}\nplaybooks: {{a: {{parameters: {over}}}}}");
        var loaded = _folder.Load(Playbook($"general: {{parameters: {basis}}}", $", parameters: {basis}"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(merged), Merged(loaded)["general"]!["parameters"]), rule);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(merged), Merged(loaded)["playbooks"]!["a"]!["parameters"]), rule);
    }

    [Fact]
    public void General_keys_and_parameters_do_not_touch_each_other()
    {
        Overlay("global", "general: {edi_compression: gz}");
        var loaded = _folder.Load(Playbook("general: {parameters: {a: 1}}"));
        Assert.Equal("""{"parameters":{"a":1},"edi_compression":"gz"}""", Merged(loaded)["general"]!.ToJsonString());
    }

    [Fact]
    public void Lists_of_the_bootstrap_are_replaced()
    {
        Overlay("global", "bootstrap: {additional_packages: [bash]}");
        Assert.Equal(["bash"], _folder.Read("bootstrap: {suite: trixie, additional_packages: [dash, sed]}").Bootstrap!.AdditionalPackages);
    }

    [Fact]
    public void An_output_is_replaced_as_a_whole_and_its_siblings_are_kept()
    {
        Overlay("global", "postprocessing_commands: {a: {output: {o: {location: c}}}}");
        var outputs = Assert.Single(_folder.Read(DefinitionFolder.Bootstrap + "postprocessing_commands: {a: {path: p.yml, output: {o: {location: a, type: podman-image}, s: x}}}").PostprocessingCommands).Outputs;
        Assert.Equal(["o Path c", "s Path x"], outputs.Select(output => $"{output.Name} {output.Kind} {Path.GetFileName(output.Location)}"));
    }

    [Fact]
    public void An_overlay_changes_as_whom_a_command_runs_and_takes_no_output_away()
    {
        Overlay("global", "postprocessing_commands: {a: {require_root: unshare, output: ~, parameters: ~}}");
        var command = Assert.Single(_folder.Read("postprocessing_commands: {a: {path: p.yml, require_root: fakeroot, output: {o: x}, parameters: {p: 1}}}").PostprocessingCommands);
        Assert.Equal((RootRequirement.Unshare, "o"), (command.RequireRoot, Assert.Single(command.Outputs).Name));
    }

    [Fact]
    public void An_overlay_may_ask_for_a_version_of_edi()
    {
        Overlay("global", "general: {edi_required_minimal_edi_version: '9.0'}");
        Assert.Equal([EdiCodes.NewerEdiRequired], _folder.Refuse(Playbook("general: {edi_required_minimal_edi_version: '2.0'}")).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void An_overlay_adds_nodes_changes_paths_and_skips()
    {
        string other = _folder.WriteToProject("plugins/q.yml");
        Overlay("global", "playbooks: {a: {path: q.yml}, b: {skip: true}, c: {skip: false}, d: {path: p.yml}}");
        var playbooks = _folder.Read(DefinitionFolder.Bootstrap + "playbooks: {a: {path: p.yml}, b: {path: p.yml}, c: {path: p.yml, skip: true}}").Playbooks;
        Assert.Equal(["a", "c", "d"], playbooks.Select(playbook => playbook.Name));
        Assert.Equal(other, playbooks[0].Path);
    }

    [Theory]
    [InlineData("playbooks:", "1:11 EDI1003")] // edi: AttributeError
    [InlineData("playbooks: {a: }", "1:13 EDI1003")]
    [InlineData("playbooks: [a]", "1:12 EDI1003")]
    [InlineData("[general]", "1:1 EDI1003")]
    [InlineData("qemu: {package: x}", "1:1 EDI1002")] // edi: dropped
    [InlineData("playbooks: {100: {skip: true}}", "1:13 EDI1016")] // edi: TypeError
    public void What_crashes_edi_or_is_dropped_in_an_overlay_is_told_at_its_place(string overlay, string problem)
    {
        string file = Overlay("global", overlay);
        var first = _folder.Refuse(Playbook("")).Problems.First(found => found.Position!.File == file);
        Assert.Equal(problem, $"{first.Position!.Line}:{first.Position.Column} {first.Code.Id}");
    }

    // Templates

    [Fact]
    public void A_file_is_a_template_before_it_is_yaml() => Assert.Equal(
        "1 2 3",
        Values("general:\n  parameters:\n{% for i in range(1, 4) %}    p{{ i }}: {{ i }}\n{% endfor %}", "p1", "p2", "p3"));

    [Fact]
    public void An_undefined_variable_is_an_error_at_its_place_or_empty_as_in_edi()
    {
        string yaml = Playbook("general: {parameters: {a: '{{ undefined_thing }}x'}}");
        Assert.Equal(["1:31 EDI1011"], _folder.Places(yaml));
        _folder.IsStrict = false;
        Assert.Equal("x", (string?)Variables(_folder.Load(yaml))["a"]);
    }

    [Fact]
    public void A_number_with_a_point_keeps_it_as_in_python()
    {
        _folder.WriteToProject("plugins/c.sh", "{{ kernel }} {{ major }} {{ many }}");
        var read = _folder.Read($"general: {{parameters: {{kernel: 6.0, major: 6, many: 1.5e+3}}}}\n{DefinitionFolder.Bootstrap}postprocessing_commands: {{a: {{path: c.sh, output: {{o: x}}}}}}");
        Assert.Equal("6.0 6 1500.0", Assert.Single(read.PostprocessingCommands).Script);
    }

    [Theory]
    [InlineData("#!/bin/sh\r\ntrue\r\n", "#!/bin/sh\ntrue\n")]
    [InlineData("#!/bin/sh\r\ntrue {{ edi_log_level }}\r\n", "#!/bin/sh\ntrue WARNING")] // Jinja2 removes the last line's end.
    public void A_script_has_the_line_ends_of_unix(string content, string script)
    {
        _folder.WriteToProject("plugins/c.sh", content);
        Assert.Equal(script, Assert.Single(_folder.Read($"{DefinitionFolder.Bootstrap}postprocessing_commands: {{a: {{path: c.sh, output: {{o: x}}}}}}").PostprocessingCommands).Script);
    }

    [Fact]
    public void All_undefined_variables_are_found_at_once_also_in_commands()
    {
        _folder.WriteToProject("plugins/p.yml", "#!/bin/sh\necho {{ one }}\necho {{ two }}\n");
        Assert.Equal(
            ["2:9 EDI1011 one", "3:9 EDI1011 two"],
            _folder.Refuse("postprocessing_commands: {a: {path: p.yml, output: {o: x}}}").Problems
                .Select(problem => $"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id} {problem.Message.Split('\'')[1]}"));
    }

    [Theory]
    [InlineData("a: {{ 1 +", "1:1 EDI1010")]
    [InlineData("a: 1\nb: {% if %}", "2:1 EDI1010")]
    [InlineData("a: {{ 1 / 0 }}", "1:1 EDI1010")]
    [InlineData("a: {{ x | nofilter }}", "1:1 EDI1010")]
    [InlineData("a: {% include 'b' %}", "1:1 EDI1010")]
    public void A_template_that_jinja_refuses_is_told_at_its_line(string yaml, string place) => Assert.Equal([place], _folder.Places(yaml));

    [Theory]
    [InlineData("{% if true %}\nnonsense: 1\n{% endif %}", "2:1")]
    [InlineData("{% for i in [1, 2] -%}\n\nnonsense{{ i }}: 1\n{% endfor %}", "3:1")]
    [InlineData("{# a comment\n of two lines #}\nnonsense: 1", "3:1")]
    [InlineData("{{ 'general' }}: {parameters: {}}\nnonsense: {{ 1 }}", "2:1")]
    [InlineData("{% set name = 'nonsense' %}\n{{ name }}: 1", "2:1")]
    public void Places_are_those_of_the_file_that_the_user_wrote(string yaml, string place) =>
        Assert.Contains($"{place} EDI1002", _folder.Places(yaml + "\n" + DefinitionFolder.Bootstrap));

    [Fact]
    public void What_has_not_changed_is_not_rendered_again()
    {
        string yaml = Playbook("general: {parameters: {a: '{{ edi_configuration_name }}'}}");
        _folder.Load(yaml);
        string kept = Path.Combine(_folder.Folders.Rendered, "definition.json");
        // A result that no template gives: whoever reads it has not asked Jinja2.
        File.WriteAllText(kept, File.ReadAllText(kept).Replace("my-image", "kept", StringComparison.Ordinal));
        Assert.Equal("kept", (string?)Variables(_folder.Load(yaml))["a"]);
        _folder.Host = _folder.Host with { HostName = "other" };
        Assert.Equal("my-image", (string?)Variables(_folder.Load(yaml))["a"]);
    }

    [Fact]
    public void A_definition_without_template_syntax_is_not_rendered()
    {
        _folder.Load(Playbook(""));
        Assert.False(Path.Exists(_folder.Folders.Rendered));
    }

    // YAML as edi reads it

    [Theory]
    [InlineData("{path: p.yml, skip: 'False'}", "EDI1003")] // edi: skips
    [InlineData("{path: p.yml, skip: no}", "")]
    [InlineData("{path: p.yml, path: p.yml}", "EDI1009")] // edi: last wins
    [InlineData("{path: p.yml, parameters: *nothing}", "EDI1001")] // edi: ComposerError
    [InlineData("{path: p.yml, unknown: 1}", "EDI1002")] // edi: dropped
    [InlineData("{}", "EDI1004")]
    [InlineData("{path: gone.yml}", "EDI1006")]
    [InlineData("{path: gone.yml, skip: true}", "")]
    public void A_node_is_right_or_told(string node, string codes) =>
        Assert.Equal(codes, string.Join(',', _folder.Places(DefinitionFolder.Bootstrap + $"playbooks: {{a: {node}}}").Select(place => place.Split(' ')[1])));

    [Fact]
    public void Merge_keys_work() =>
        Assert.Equal("1 3 4", ValuesOf("general: {parameters: {all: &all {a: 1, b: 2}}}", ", parameters: {<<: *all, b: 3, c: 4}", "a", "b", "c"));

    [Theory]
    [InlineData("2.2", true)]
    [InlineData("'2.2.1'", true)]
    [InlineData("2", true)]
    [InlineData("2.0", true)]
    [InlineData("2.10", false)] // edi: 2.1
    [InlineData("9.9.9", false)]
    [InlineData("'two'", false)]
    public void A_definition_may_ask_for_a_version_of_edi(string version, bool isFine) =>
        Assert.Equal(isFine, _folder.Problems(Playbook($"general: {{edi_required_minimal_edi_version: {version}}}")).Length == 0);

    // Variables

    [Fact]
    public void Parameters_come_before_edis_own_but_for_the_plugins_folder() => Assert.Equal(
        $"mine here {Path.Combine(_folder.Plugins.ProjectDirectory, "plugins")}",
        ValuesOf(
            "general: {parameters: {edi_edi_version: mine, edi_host_hostname: general, edi_current_plugin_directory: /nowhere}}",
            ", parameters: {edi_host_hostname: here}",
            "edi_edi_version", "edi_host_hostname", "edi_current_plugin_directory"));

    [Fact]
    public void Settings_of_lxd_are_variables_of_definitions_with_a_bootstrap_section()
    {
        Assert.Equal("eth7 br7 me", Values(
            "general: {edi_lxc_network_interface_name: eth7, edi_lxc_bridge_interface_name: br7, edi_config_management_user_name: me}",
            "edi_lxc_network_interface_name", "edi_lxc_bridge_interface_name", "edi_config_management_user_name"));
        var second = _folder.Read("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r}}}\nplaybooks: {a: {path: p.yml}}").Playbooks[0];
        Assert.DoesNotContain("edi_lxc_network_interface_name", second.Variables.Keys);
        Assert.DoesNotContain("edi_bootstrap_architecture", second.Variables.Keys);
    }

    [Fact]
    public void Artifacts_come_before_parameters_of_their_name_and_each_command_sees_those_before_it()
    {
        _folder.WriteToProject("plugins/p.yml", "{{ one }} {{ two | default('none') }}");
        var commands = _folder.Read("postprocessing_commands: {a: {path: p.yml, output: {one: x}, parameters: {one: parameter}}, b: {path: p.yml, output: {two: y}}}").PostprocessingCommands;
        Assert.Equal($"{commands[0].StagingDirectory}/x none", commands[0].Script);
        Assert.Equal($"{_folder.Folders.Output}/x {commands[1].StagingDirectory}/y", commands[1].Script);
    }

    [Fact]
    public void Commands_see_the_container_and_what_edis_steps_leave()
    {
        _folder.WriteToProject("plugins/p.yml", "{{ edi_project_container }} {{ edi_project_container_seal }} {{ edi_input_artifact | default('none') }} {{ edi_disk_image | default('none') }}");
        const string command = "postprocessing_commands: {a: {path: p.yml, output: {o: x}}}\n";
        string folder = _folder.Folders.Artifacts;
        Assert.Equal(
            $"edi-container {folder}/my-image.seal {folder}/my-image_edicommand_lxc_export.tar.gz {_folder.Folders.DiskImage}",
            _folder.Read(command + DefinitionFolder.Bootstrap + DefinitionFolder.Image).PostprocessingCommands[0].Script);
        Assert.Equal(["EDI1011"], _folder.Refuse(command).Problems.Select(problem => problem.Code.Id).Distinct());
    }

    [Fact]
    public void The_settings_have_edis_defaults()
    {
        var general = _folder.Read(Playbook("")).General;
        Assert.Equal(new("xz", 120, "lxcif0", "lxdbr0", "edicfgmgmt"), general);
        _folder.Engine = new(EngineKind.Incus, "local", "");
        Assert.Equal("incusbr0", _folder.Read(Playbook("")).General.LxcBridgeInterfaceName);
    }

    [Theory]
    [InlineData("", "HOST")]
    [InlineData("general: {parameters: {edi_bootstrap_architecture: armhf}}", "armhf")]
    public void Without_a_bootstrap_section_a_parameter_is_the_architecture(string general, string architecture) => Assert.Equal(
        architecture.Replace("HOST", Edi.Tasks.Sandbox.DebianArchitecture.Host.Name, StringComparison.Ordinal),
        _folder.Read($"{general}\npreprocessing_commands: {{a: {{path: p.yml, output: {{edi_bootstrapped_rootfs: r.tar}}}}}}").Architecture);

    [Theory]
    [InlineData("playbooks: {a: {path: /nowhere/p.yml}}", "EDI1006")]
    [InlineData("playbooks: {a: {path: nowhere/p.yml}}", "EDI1006")]
    [InlineData("playbooks: {a: {path: nowhere/p.yml, skip: true}}", "")]
    [InlineData("shared_folders: {a: {mountpoint: m}}", "EDI1004")]
    [InlineData("shared_folders: {a: {folder: f/g, mountpoint: m}}", "EDI1005")]
    public void A_path_leads_somewhere(string section, string codes) =>
        Assert.Equal(codes, string.Join(',', _folder.Places(DefinitionFolder.Bootstrap + section).Select(place => place.Split(' ')[1])));

    // Commands

    [Theory]
    [InlineData("output: {o: x}", "o Path x")]
    [InlineData("output: {o: {location: x}}", "o Path x")]
    [InlineData("output: {o: {location: x, type: path}}", "o Path x")]
    [InlineData("output: {o: {location: 'localhost/x:y', type: podman-image}}", "o PodmanImage localhost/x:y")]
    [InlineData("output: {o: {location: x, type: podman-image-root}}", "o PodmanImageRoot x")]
    [InlineData("output: {o: {location: x, type: buildah-container}}", "o BuildahContainer x")] // edi: fails when it runs
    public void An_output_is_a_name_or_a_mapping(string output, string read)
    {
        var outputs = Assert.Single(_folder.Read($"postprocessing_commands: {{a: {{path: p.yml, {output}}}}}").PostprocessingCommands).Outputs;
        Assert.Equal([read], outputs.Select(found => $"{found.Name} {found.Kind} {(found.Kind == ArtifactKind.Path ? Path.GetFileName(found.Location) : found.Location)}"));
    }

    [Fact]
    public void A_command_may_make_the_disk_image_where_the_definition_does_not()
    {
        const string command = "postprocessing_commands: {a: {path: p.yml, output: {o: my-image.img}}}\n";
        Assert.Empty(_folder.Problems(command));
        Assert.Equal(["1:56 EDI1015"], _folder.Places(command + DefinitionFolder.Bootstrap + DefinitionFolder.Image));
    }

    [Theory]
    [InlineData("require_root: false", "EDI1004")] // no output
    [InlineData("output: {}", "EDI1004")] // edi: never runs
    [InlineData("output: x", "EDI1003")]
    [InlineData("output: {o: a/b}", "EDI1005")]
    [InlineData("output: {o: {location: ''}}", "EDI1003")]
    [InlineData("output: {o: {location: x, type: tar}}", "EDI1005")]
    [InlineData("output: {o: x}, require_root: 'yes please'", "EDI1005")] // edi: when it is reached
    public void An_output_is_nothing_else(string keys, string code) =>
        Assert.Equal([code], _folder.Refuse($"postprocessing_commands: {{a: {{path: p.yml, {keys}}}}}").Problems.Select(problem => problem.Code.Id));

    [Theory]
    [InlineData("", RootRequirement.None)]
    [InlineData(", require_root: False", RootRequirement.None)]
    [InlineData(", require_root: True", RootRequirement.Real)]
    [InlineData(", require_root: fakeroot", RootRequirement.Fakeroot)]
    [InlineData(", require_root: unshare", RootRequirement.Unshare)]
    internal void A_command_says_as_whom_it_runs(string key, RootRequirement root) =>
        Assert.Equal(root, _folder.Read($"postprocessing_commands: {{a: {{path: p.yml, output: {{o: x}}{key}}}}}").PostprocessingCommands[0].RequireRoot);

    // The root file system

    [Theory]
    [InlineData("bootstrap: {suite: trixie}", "")]
    [InlineData("postprocessing_commands: {a: {path: p.yml, output: {o: x}}}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r.tar}}}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: {location: i, type: podman-image}}}}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {o: x}}}\nbootstrap: {suite: trixie}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {o: x}}}", "EDI1012")]
    [InlineData("playbooks: {a: {path: p.yml}}", "EDI1012")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: {location: c, type: buildah-container}}}}", "EDI1012")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r}}, b: {path: p.yml, output: {edi_bootstrapped_rootfs: s}}}", "EDI1012")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r}}}\nbootstrap: {suite: trixie}", "EDI1012")]
    public void A_container_has_one_root_file_system(string yaml, string codes) =>
        Assert.Equal(codes, string.Join(',', _folder.Places(yaml).Select(place => place.Split(' ')[1])));

    [Theory]
    [InlineData("deb http://a/ trixie main contrib", "http://a/ trixie main,contrib False")]
    [InlineData("deb [trusted=yes arch=amd64] http://a/ trixie main", "http://a/ trixie main True")]
    [InlineData("deb http://a/ ./", "http://a/ ./  False")]
    public void A_repository_is_a_line_of_apts(string line, string read)
    {
        var bootstrap = _folder.Read($"bootstrap: {{repository: '{line}'}}").Bootstrap!;
        var mirror = Assert.Single(bootstrap.Mirrors);
        Assert.Equal(read, $"{mirror.Uri} {bootstrap.Suite} {string.Join(',', mirror.Components)} {mirror.Unsigned}");
        Assert.Equal(
            ["python3", "sudo", "netbase", "net-tools", "iputils-ping", "ifupdown", "isc-dhcp-client", "resolvconf", "systemd", "systemd-sysv", "gnupg"],
            bootstrap.AdditionalPackages);
    }

    [Theory]
    [InlineData("deb http://a/ trixie main", ", repository_key: key.asc")]
    [InlineData("deb [signed-by=KEY] http://[2001:db8::1]/debian trixie main", "")]
    public void A_repository_has_a_key(string line, string key)
    {
        string file = _folder.WriteToProject("key.asc");
        var bootstrap = _folder.Read($"bootstrap: {{repository: '{line.Replace("KEY", file, StringComparison.Ordinal)}'{key}}}").Bootstrap!;
        Assert.Equal(file, Assert.Single(bootstrap.Keyrings));
        File.Delete(file);
        Assert.Equal([EdiCodes.FileNotFound], Assert.Throws<EdiException>(() => _folder.Load()).Problems.Select(problem => problem.Code));
    }

    private string Overlay(string kind, string yaml) => _folder.WriteToProject($"configuration/overlay/my-image.{kind}.yml", yaml);

    private static string Playbook(string general, string node = "") => $"{general}\n{DefinitionFolder.Bootstrap}playbooks: {{a: {{path: p.yml{node}}}}}\n";

    private static ImmutableSortedDictionary<string, JsonNode?> Variables(LoadedDefinition loaded) => Assert.Single(loaded.Definition.Playbooks).Variables;

    private string Values(string general, params string[] names) => ValuesOf(general, "", names);

    private string ValuesOf(string general, string node, params string[] names)
    {
        var variables = Variables(_folder.Load(Playbook(general, node)));
        return string.Join(' ', names.Select(name => variables[name]?.ToString()));
    }

    private static JsonObject Merged(LoadedDefinition loaded) => Edi.Tasks.Definition.Nodes.YamlValues.ToJson(loaded.Merged)!.AsObject();
}
