using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>The sections for LXD and Incus: what their plugins say, and what is wrong with it.</summary>
public sealed class InstancePluginTests : IDisposable
{
    private const string WithProfile = "bootstrap: {suite: trixie}\nlxc_profiles:\n  10_own: {path: own.yml, parameters: {memory: 1GiB}}\n  20_root: {path: root.yml}\n";
    private const string WithTemplate = "bootstrap: {suite: trixie}\nlxc_templates:\n  10_own: {path: own.yml}\n";

    private readonly DefinitionFolder _folder = new() { Engine = new(EngineKind.Lxd, "local", "") };

    public InstancePluginTests() =>
        _folder.WriteToProject("plugins/root.yml", "name: root\ndevices: {root: {type: disk, path: /, pool: default}}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_profile_is_rendered_and_its_name_follows_from_what_it_says()
    {
        _folder.WriteToProject("plugins/own.yml", "name: own\nconfig: {limits.memory: \"{{ memory }}\"}\n");
        var profile = _folder.Read(WithProfile).LxcProfiles[0];
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
        var content = InstanceProfiles.ContentOf(_folder.Read(WithProfile).LxcProfiles[0]);
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

    /// <summary>The engines make no instance without a root file system; what is wrong stands where the section begins.</summary>
    [Theory]
    [InlineData("name: own\n")]
    [InlineData("name: own\ndevices: {root: {type: disk, path: /}}\n")]
    [InlineData("name: own\ndevices: {data: {type: disk, path: /srv, pool: default}}\n")]
    public void Profiles_without_a_root_file_system_are_an_error(string content)
    {
        _folder.WriteToProject("plugins/own.yml", content);
        string definition = WithProfile.Replace("  20_root: {path: root.yml}\n", "", StringComparison.Ordinal);
        var problem = Assert.Single(Assert.Throws<EdiException>(() => _folder.Read(definition)).Problems);
        Assert.Equal(("EDI1005", 3), (problem.Code.Id, problem.Position!.Line));

        _folder.Purpose = DefinitionPurpose.Development;
        Assert.NotEmpty(_folder.Read(definition).LxcProfiles); // They are added to what the image's first layer has.
    }

    /// <summary>What every project of <c>edi config init</c> has; the daemon is not there yet.</summary>
    [Fact]
    public void A_root_device_for_newer_versions_of_LXD_is_there()
    {
        const string definition = """
            bootstrap: {suite: trixie}
            lxc_profiles:
              10_own: {path: own.yml}
            {% if edi_lxd_version is defined and (edi_lxd_version.split('.')[0] | int >= 3) %}
              20_root: {path: root.yml}
            {% endif %}
            """;
        _folder.WriteToProject("plugins/own.yml", "name: own\n");
        Assert.Equal(["10_own", "20_root"], _folder.Read(definition).LxcProfiles.Select(profile => profile.Name));
    }

    /// <summary>Without a bootstrap, too: whoever makes the root file system.</summary>
    [Fact]
    public void A_profile_knows_edis_names_of_the_network()
    {
        _folder.WriteToProject("plugins/own.yml", "name: {{ edi_lxc_network_interface_name }}\n");
        _folder.WriteToProject("plugins/root.sh", "");
        var definition = _folder.Read(WithProfile.Replace("bootstrap: {suite: trixie}", "preprocessing_commands: {a: {path: root.sh, output: {edi_bootstrapped_rootfs: rootfs.tar}}}\ngeneral: {edi_lxc_network_interface_name: eth7, parameters: {edi_bootstrap_architecture: amd64}}", StringComparison.Ordinal));
        Assert.Equal("eth7", (string?)definition.LxcProfiles[0].Content!["name"]);
    }

    [Theory]
    [InlineData("{nic: {type: nic, parent: lxdbr7}}", true)]
    [InlineData("{nic: {type: nic, network: lxdbr7}}", true)]
    [InlineData("{nic: {type: nic, parent: br0}}", false)]
    [InlineData("{}", false)]
    public void A_profile_may_name_a_bridge(string devices, bool names)
    {
        _folder.WriteToProject("plugins/own.yml", $"name: own\ndevices: {devices}\n");
        using var log = new StepLog(null, _ => { }, _ => { });
        Assert.Equal(names, new InstanceProfiles(new(_folder.Engine, new HostToolRunner(log, CancellationToken.None)), _folder.Read(WithProfile).LxcProfiles).UseBridge("lxdbr7"));
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
        Assert.All(_folder.Read(WithProfile).LxcProfiles, profile => Assert.Null(profile.Content));
    }

    [Theory]
    [InlineData("lxc_profiles/general/lxc_networking/default_interface.yml")]
    [InlineData("lxc_profiles/general/lxcif0/lxcif0.yml")]
    [InlineData("lxc_profiles/general/default_root_device/default_root_device.yml")]
    [InlineData("lxc_profiles/general/security/privileged.yml")]
    [InlineData("lxc_profiles/general/security/disable_apparmor.yml")]
    [InlineData("lxc_profiles/general/disable_apparmor/aa_unconfined.yml")]
    [InlineData("lxc_profiles/general/suppress_init/suppress_init.yml")]
    [InlineData("lxc_profiles/general/gui/passthrough.yml")]
    public void The_SDKs_own_profiles_are_right(string path)
    {
        using var folder = new DefinitionFolder(Repository.PathOf("src/Edi.Sdk/plugins")) { Engine = _folder.Engine };
        string definition = $"bootstrap: {{suite: trixie}}\nlxc_profiles:\n  10_own: {{path: {path}}}\n  20_root: {{path: lxc_profiles/general/default_root_device/default_root_device.yml}}\n";
        Assert.NotNull(folder.Read(definition).LxcProfiles[0].Content!["name"]);
    }

    [Theory]
    [InlineData("1", "5.0.2", "unix:@/tmp/.X11-unix/X1")]
    [InlineData("0", "6.0.4", "unix:@/tmp/.X11-unix/X0")]
    [InlineData("", "5.0.2", null)]
    [InlineData("1", "3.0.3", null)] // LXD before 4.0 cannot.
    public void The_display_is_handed_on_where_there_is_one(string display, string lxd, string? address)
    {
        using var folder = new DefinitionFolder(Repository.PathOf("src/Edi.Sdk/plugins")) { Engine = _folder.Engine };
        folder.Host = folder.Host with { Display = display };
        string definition = $"general: {{parameters: {{edi_lxd_version: {lxd}}}}}\nbootstrap: {{suite: trixie}}\nlxc_profiles:\n  10_own: {{path: lxc_profiles/general/gui/passthrough.yml}}\n  20_root: {{path: lxc_profiles/general/default_root_device/default_root_device.yml}}\n";
        var devices = folder.Read(definition).LxcProfiles[0].Content!["devices"]!.AsObject();
        Assert.Equal(address, (string?)devices["display"]?["connect"]);
        Assert.Equal(address is null ? 0 : 2, devices.Count);
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
