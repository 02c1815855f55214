using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

/// <summary>What playbooks and commands are told.</summary>
public sealed class EdiVariableRulesTests : EdiRules
{
    [Fact]
    public void Parameters_come_before_edis_own_but_for_the_plugins_folder() => Assert.Equal(
        $"mine here {Path.Combine(Folder.Plugins.ProjectDirectory, "plugins")}",
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
        var second = Folder.Read("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r}}}\nplaybooks: {a: {path: p.yml}}").Playbooks[0];
        Assert.DoesNotContain("edi_lxc_network_interface_name", second.Variables.Keys);
        Assert.DoesNotContain("edi_bootstrap_architecture", second.Variables.Keys);
    }

    [Fact]
    public void Artifacts_come_before_parameters_of_their_name_and_each_command_sees_those_before_it()
    {
        Folder.WriteToProject("plugins/p.yml", "{{ one }} {{ two | default('none') }}");
        var commands = Folder.Read("postprocessing_commands: {a: {path: p.yml, output: {one: x}, parameters: {one: parameter}}, b: {path: p.yml, output: {two: y}}}").PostprocessingCommands;
        Assert.Equal($"{commands[0].StagingDirectory}/x none", commands[0].Script);
        Assert.Equal($"{Folder.Folders.Output}/x {commands[1].StagingDirectory}/y", commands[1].Script);
    }

    [Fact]
    public void Commands_see_the_container_and_what_edis_steps_leave()
    {
        Folder.WriteToProject("plugins/p.yml", "{{ edi_project_container }} {{ edi_project_container_seal }} {{ edi_input_artifact | default('none') }} {{ edi_disk_image | default('none') }}");
        const string command = "postprocessing_commands: {a: {path: p.yml, output: {o: x}}}\n";
        string folder = Folder.Folders.Artifacts;
        Assert.Equal(
            $"edi-container {folder}/my-image.seal {folder}/my-image_edicommand_lxc_export.tar.gz {Folder.Folders.DiskImage}",
            Folder.Read(command + DefinitionFolder.Bootstrap + DefinitionFolder.Image).PostprocessingCommands[0].Script);
        Assert.Equal(["EDI1011"], Folder.Refuse(command).Problems.Select(problem => problem.Code.Id).Distinct());
    }

    [Fact]
    public void The_settings_have_edis_defaults()
    {
        var general = Folder.Read(Playbook("")).General;
        Assert.Equal(new("xz", 120, "lxcif0", "lxdbr0", "edicfgmgmt"), general);
        Folder.Engine = new(EngineKind.Incus, "local", "");
        Assert.Equal("incusbr0", Folder.Read(Playbook("")).General.LxcBridgeInterfaceName);
    }

    [Theory]
    [InlineData("", "HOST")]
    [InlineData("general: {parameters: {edi_bootstrap_architecture: armhf}}", "armhf")]
    public void Without_a_bootstrap_section_a_parameter_is_the_architecture(string general, string architecture) => Assert.Equal(
        architecture.Replace("HOST", Edi.Tasks.Sandbox.DebianArchitecture.Host.Name, StringComparison.Ordinal),
        Folder.Read($"{general}\npreprocessing_commands: {{a: {{path: p.yml, output: {{edi_bootstrapped_rootfs: r.tar}}}}}}").Architecture);

    [Theory]
    [InlineData("playbooks: {a: {path: /nowhere/p.yml}}", "EDI1006")]
    [InlineData("playbooks: {a: {path: nowhere/p.yml}}", "EDI1006")]
    [InlineData("playbooks: {a: {path: nowhere/p.yml, skip: true}}", "")]
    [InlineData("shared_folders: {a: {mountpoint: m}}", "EDI1004")]
    [InlineData("shared_folders: {a: {folder: f/g, mountpoint: m}}", "EDI1005")]
    public void A_path_leads_somewhere(string section, string codes) =>
        Assert.Equal(codes, string.Join(',', Folder.Places(DefinitionFolder.Bootstrap + section).Select(place => place.Split(' ')[1])));
}
