using System.Text.Json.Nodes;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

public sealed class InstanceMetadataTests : IDisposable
{
    private readonly DefinitionFolder _folder = new() { Engine = new(EngineKind.Lxd, "local", "") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_image_tells_what_it_is_and_which_templates_the_engine_fills_in()
    {
        string template = _folder.WriteToProject("plugins/templates/hosts.tpl", "{{ container.name }}");
        _folder.WriteToProject("plugins/templates/hosts.yml", "/etc/hosts: {template: hosts.tpl, when: [create]}");
        var definition = _folder.Read("bootstrap: {suite: trixie, architecture: arm64}\nlxc_templates:\n  10_hosts: {path: templates/hosts.yml}\n");
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                {
                  "architecture": "aarch64",
                  "creation_date": 1700000000,
                  "properties": {"architecture": "aarch64", "description": "my-image", "name": "edi-1", "os": "Debian", "release": "trixie"},
                  "templates": {"/etc/hosts": {"template": "10_hosts_hosts.tpl", "when": ["create"]}}
                }
                """),
            InstanceMetadata.Describe(definition, "aarch64", "edi-1", 1700000000)));
        Assert.Equal([("10_hosts_hosts.tpl", template)], InstanceMetadata.TemplateFiles(definition));
    }

    [Fact]
    public void Files_of_one_name_in_two_folders_are_two_and_one_for_two_targets_is_one()
    {
        string first = _folder.WriteToProject("plugins/templates/a/x.tpl", ""), second = _folder.WriteToProject("plugins/templates/b/x.tpl", "");
        _folder.WriteToProject("plugins/templates/x.yml", "/etc/a: {template: a/x.tpl}\n/etc/b: {template: b/x.tpl}\n/etc/c: {template: b/x.tpl}\n");
        var definition = _folder.Read("bootstrap: {suite: trixie}\nlxc_templates:\n  10_x: {path: templates/x.yml}\n");
        Assert.Equal([("10_x_a_x.tpl", first), ("10_x_b_x.tpl", second)], InstanceMetadata.TemplateFiles(definition));
    }
}
