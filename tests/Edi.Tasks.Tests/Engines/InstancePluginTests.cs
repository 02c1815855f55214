using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

/// <summary>The sections for LXD and Incus: what their plugins say, and what is wrong with it.</summary>
public sealed class InstancePluginTests : IDisposable
{
    private const string WithProfile = "bootstrap: {suite: trixie}\nlxc_profiles:\n  10_own: {path: own.yml, parameters: {memory: 1GiB}}\n";
    private const string WithTemplate = "bootstrap: {suite: trixie}\nlxc_templates:\n  10_own: {path: own.yml}\n";

    private readonly DefinitionFolder _folder = new() { Engine = new(EngineKind.Lxd, "local", "") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_profile_is_rendered_and_its_name_follows_from_what_it_says()
    {
        _folder.WriteToProject("plugins/own.yml", "name: own\nconfig: {limits.memory: \"{{ memory }}\"}\n");
        var profile = Assert.Single(_folder.Read(WithProfile).LxcProfiles);
        Assert.Equal("1GiB", (string?)profile.Content!["config"]!["limits.memory"]);
        string name = InstanceProfiles.NameOf(profile);
        Assert.Matches("^own_[0-9a-f]{20}$", name);
        Assert.NotEqual(name, InstanceProfiles.NameOf(_folder.Read(WithProfile.Replace("1GiB", "2GiB", StringComparison.Ordinal)).LxcProfiles[0]));
    }

    /// <summary>The daemons take no other.</summary>
    [Fact]
    public void Each_value_of_a_profile_is_text()
    {
        _folder.WriteToProject("plugins/own.yml", "name: own\nconfig: {security.privileged: true, boot.priority: 2}\ndevices: {root: {type: disk, path: /}}\n");
        var content = InstanceProfiles.ContentOf(Assert.Single(_folder.Read(WithProfile).LxcProfiles));
        Assert.StartsWith("own_", (string?)content["name"], StringComparison.Ordinal);
        Assert.Equal("""{"security.privileged":"true","boot.priority":"2"}""", content["config"]!.ToJsonString());
        Assert.Equal("""{"root":{"type":"disk","path":"/"}}""", content["devices"]!.ToJsonString());
    }

    [Theory]
    [InlineData("config: {}\n", "EDI1005", "must have a key 'name'")]
    [InlineData("name: a/b\n", "EDI1005", "must have a key 'name'")]
    [InlineData("- name\n", "EDI1003", "must be a mapping")]
    [InlineData("name: {{ unknown }}\n", "EDI1011", "unknown")]
    public void A_profile_that_is_none_is_an_error_in_its_file(string content, string code, string message)
    {
        string file = _folder.WriteToProject("plugins/own.yml", content);
        var problems = Assert.Throws<EdiException>(() => _folder.Read(WithProfile)).Problems;
        Assert.Contains(problems, problem => problem.Code.Id == code && problem.Message.Contains(message, StringComparison.Ordinal) && problem.Position!.File == file);
    }

    [Theory]
    [InlineData("/etc/hosts: hosts.tpl\n", "EDI1005", "must be a mapping with the key 'template'")]
    [InlineData("/etc/hosts: {when: [create]}\n", "EDI1005", "must be a mapping with the key 'template'")]
    [InlineData("/etc/hosts: {template: none.tpl}\n", "EDI1006", "none.tpl")]
    public void A_template_that_is_none_is_an_error_in_its_file(string content, string code, string message)
    {
        string file = _folder.WriteToProject("plugins/own.yml", content);
        var problems = Assert.Throws<EdiException>(() => _folder.Read(WithTemplate)).Problems;
        Assert.Contains(problems, problem => problem.Code.Id == code && problem.Message.Contains(message, StringComparison.Ordinal) && problem.Position!.File == file);
    }

    [Fact]
    public void With_Buildah_nobody_asks_what_they_say()
    {
        _folder.WriteToProject("plugins/own.yml", "name: {{ unknown }}\n");
        _folder.Engine = ContainerEngine.Buildah;
        Assert.Null(Assert.Single(_folder.Read(WithProfile).LxcProfiles).Content);
    }

    [Theory]
    [InlineData("lxc_profiles/general/lxc_networking/default_interface.yml")]
    [InlineData("lxc_profiles/general/lxcif0/lxcif0.yml")]
    [InlineData("lxc_profiles/general/default_root_device/default_root_device.yml")]
    [InlineData("lxc_profiles/general/security/privileged.yml")]
    [InlineData("lxc_profiles/general/disable_apparmor/aa_unconfined.yml")]
    [InlineData("lxc_profiles/general/suppress_init/suppress_init.yml")]
    [InlineData("lxc_profiles/general/gui/passthrough.yml")]
    public void The_SDKs_own_profiles_are_right(string path)
    {
        using var folder = new DefinitionFolder(Repository.PathOf("src/Edi.Sdk/plugins")) { Engine = _folder.Engine };
        Assert.NotNull(Assert.Single(folder.Read($"bootstrap: {{suite: trixie}}\nlxc_profiles:\n  10_own: {{path: {path}}}\n").LxcProfiles).Content!["name"]);
    }

    [Theory]
    [InlineData("lxc_templates/debian/hostname/hostname.yml", "/etc/hostname")]
    [InlineData("lxc_templates/debian/hosts/hosts.yml", "/etc/hosts")]
    public void The_SDKs_own_templates_are_right(string path, string target)
    {
        using var folder = new DefinitionFolder(Repository.PathOf("src/Edi.Sdk/plugins")) { Engine = _folder.Engine };
        Assert.Equal([target], Assert.Single(folder.Read($"bootstrap: {{suite: trixie}}\nlxc_templates:\n  10_own: {{path: {path}}}\n").LxcTemplates).Content!.Select(entry => entry.Key));
    }
}
