using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>Which files make one definition, and what edi drops or where it crashes.</summary>
public sealed class EdiOverlayRulesTests : EdiRules
{
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
        Folder.WriteToProject("configuration/overlay/other-image.global.yml", "nonsense: 1");
        Folder.WriteToProject("configuration/overlay/my-image.global.yaml", "nonsense: 1");
        Assert.Empty(Folder.Problems(Playbook("")));
    }

    [Fact]
    public void A_user_who_is_called_like_the_host_has_an_overlay_with_user_in_its_name()
    {
        Folder.Host = Folder.Host with { UserName = "builder" };
        Overlay("builder", "general: {parameters: {a: host}}");
        Overlay("builder.user", "general: {parameters: {a: user}}");
        var loaded = Folder.Load(Playbook("general: {parameters: {a: base}}"));
        Assert.Equal("user", (string?)Variables(loaded)["a"]);
        var warning = Assert.Single(loaded.Warnings);
        Assert.Equal((EdiCodes.AmbiguousOverlay, true), (warning.Code, warning.IsWarning));
    }

    [Fact]
    public void An_empty_overlay_changes_nothing()
    {
        Overlay("global", "");
        Overlay("ada", "# nothing\n");
        Assert.Empty(Folder.Problems(Playbook("")));
    }

    [Fact]
    public void A_symbolic_link_is_a_use_case_with_its_own_name_and_folder()
    {
        string target = Folder.WriteToProject("configuration/base/common.yml", Playbook("general: {parameters: {name: '{{ edi_configuration_name }}', folder: '{{ edi_project_directory }}'}}"));
        string link = Path.Combine(Folder.Plugins.ProjectDirectory, "pi3.yml");
        File.CreateSymbolicLink(link, target);
        Folder.WriteToProject("configuration/overlay/pi3.global.yml", "general: {parameters: {board: pi3}}");
        var variables = Variables(Folder.Load(new FileInfo(link)));
        Assert.Equal(["pi3", Folder.Plugins.ProjectDirectory, "pi3"], new[] { "name", "folder", "board" }.Select(name => (string?)variables[name]));
    }

    // edi.md: each value is what the overlay {over} makes of {basis}.
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
        var loaded = Folder.Load(Playbook($"general: {{parameters: {basis}}}", $", parameters: {basis}"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(merged), Merged(loaded)["general"]!["parameters"]), rule);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(merged), Merged(loaded)["playbooks"]!["a"]!["parameters"]), rule);
    }

    [Fact]
    public void General_keys_and_parameters_do_not_touch_each_other()
    {
        Overlay("global", "general: {edi_compression: gz}");
        var loaded = Folder.Load(Playbook("general: {parameters: {a: 1}}"));
        Assert.Equal("""{"parameters":{"a":1},"edi_compression":"gz"}""", Merged(loaded)["general"]!.ToJsonString());
    }

    [Fact]
    public void Lists_of_the_bootstrap_are_replaced()
    {
        Overlay("global", "bootstrap: {additional_packages: [bash]}");
        Assert.Equal(["bash"], Folder.Read("bootstrap: {suite: trixie, additional_packages: [dash, sed]}").Bootstrap!.AdditionalPackages);
    }

    [Fact]
    public void An_output_is_replaced_as_a_whole_and_its_siblings_are_kept()
    {
        Overlay("global", "postprocessing_commands: {a: {output: {o: {location: c}}}}");
        var outputs = Assert.Single(Folder.Read(DefinitionFolder.Bootstrap + "postprocessing_commands: {a: {path: p.yml, output: {o: {location: a, type: podman-image}, s: x}}}").PostprocessingCommands).Outputs;
        Assert.Equal(["o Path c", "s Path x"], outputs.Select(output => $"{output.Name} {output.Kind} {Path.GetFileName(output.Location)}"));
    }

    [Fact]
    public void An_overlay_changes_as_whom_a_command_runs_and_takes_no_output_away()
    {
        Overlay("global", "postprocessing_commands: {a: {require_root: unshare, output: ~, parameters: ~}}");
        var command = Assert.Single(Folder.Read("postprocessing_commands: {a: {path: p.yml, require_root: fakeroot, output: {o: x}, parameters: {p: 1}}}").PostprocessingCommands);
        Assert.Equal((RootRequirement.Unshare, "o"), (command.RequireRoot, Assert.Single(command.Outputs).Name));
    }

    [Fact]
    public void An_overlay_may_ask_for_a_version_of_edi()
    {
        Overlay("global", "general: {edi_required_minimal_edi_version: '9.0'}");
        Assert.Equal([EdiCodes.NewerEdiRequired], Folder.Refuse(Playbook("general: {edi_required_minimal_edi_version: '2.0'}")).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void An_overlay_adds_nodes_changes_paths_and_skips()
    {
        string other = Folder.WriteToProject("plugins/q.yml");
        Overlay("global", "playbooks: {a: {path: q.yml}, b: {skip: true}, c: {skip: false}, d: {path: p.yml}}");
        var playbooks = Folder.Read(DefinitionFolder.Bootstrap + "playbooks: {a: {path: p.yml}, b: {path: p.yml}, c: {path: p.yml, skip: true}}").Playbooks;
        Assert.Equal(["a", "c", "d"], playbooks.Select(playbook => playbook.Name));
        Assert.Equal(other, playbooks[0].Path);
    }

    [Fact]
    public void A_node_that_is_skipped_needs_no_base()
    {
        Overlay("global", "playbooks: {gone: {skip: true}}\npostprocessing_commands: {gone: {skip: true}}\nshared_folders: {gone: {skip: yes}}");
        Assert.Equal(["a"], Folder.Read(Playbook("")).Playbooks.Select(playbook => playbook.Name));
        Overlay("global", "playbooks: {gone: {skip: false}}");
        Assert.Equal(["EDI1004"], Folder.Refuse(Playbook("")).Problems.Select(problem => problem.Code.Id));
    }

    [Fact]
    public void A_section_of_older_versions_of_edi_can_simply_go()
    {
        string file = Overlay("global", "# old\nqemu: {package: qemu-user-static, repository: x}\n");
        var warnings = Folder.Load("qemu:\n" + Playbook("")).Warnings;
        Assert.All(warnings, warning => Assert.Equal((EdiCodes.UnknownKey, true), (warning.Code, warning.IsWarning)));
        Assert.Equal([(Folder.DefinitionFile, 1), (file, 2)], warnings.Select(warning => (warning.Position!.File, warning.Position.Line)).OrderBy(place => place.Line));
        Assert.StartsWith("The section 'qemu' can simply go", warnings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("playbooks:", "1:11 EDI1003")] // edi: AttributeError
    [InlineData("playbooks: {a: }", "1:13 EDI1003")]
    [InlineData("playbooks: [a]", "1:12 EDI1003")]
    [InlineData("[general]", "1:1 EDI1003")]
    [InlineData("foo: {package: x}", "1:1 EDI1002")] // edi: dropped
    [InlineData("playbooks: {100: {skip: true}}", "1:13 EDI1016")] // edi: TypeError
    public void What_crashes_edi_or_is_dropped_in_an_overlay_is_told_at_its_place(string overlay, string problem)
    {
        string file = Overlay("global", overlay);
        var first = Folder.Refuse(Playbook("")).Problems.First(found => found.Position!.File == file);
        Assert.Equal(problem, $"{first.Position!.Line}:{first.Position.Column} {first.Code.Id}");
    }

    private static JsonObject Merged(LoadedDefinition loaded) => Edi.Tasks.Definition.Nodes.YamlValues.ToJson(loaded.Merged)!.AsObject();
}
