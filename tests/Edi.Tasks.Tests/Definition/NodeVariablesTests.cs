using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class NodeVariablesTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_playbook_sees_all_of_edis_variables_and_its_parameters()
    {
        string playbook = _folder.WriteToProject("plugins/playbooks/main.yml");
        string project = _folder.Plugins.ProjectDirectory;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..8];
        Assert.Equal(
            [
                "color=\"red\"",
                "edi_bootstrap_architecture=\"riscv64\"",
                "edi_config_management_user_name=\"edicfgmgmt\"",
                "edi_configuration_name=\"my-image\"",
                "edi_configure_remote_target=false",
                "edi_create_distributable_image=true",
                "edi_current_display=\"1\"",
                $"edi_current_plugin_directory=\"{Path.GetDirectoryName(playbook)}\"",
                "edi_current_user_gid=50",
                "edi_current_user_group_name=\"staff\"",
                "edi_current_user_host_home_directory=\"/home/ada\"",
                "edi_current_user_name=\"ada\"",
                "edi_current_user_ssh_pub_keys=[\"/home/ada/.ssh/id_ed25519.pub\"]",
                "edi_current_user_target_home_directory=\"/home/ada\"",
                "edi_current_user_uid=1234",
                "edi_debug_mode=false",
                $"edi_edi_plugin_directory=\"{_folder.Plugins.SdkPluginDirectory}\"",
                "edi_edi_version=\"2.2.1\"",
                $"edi_host_architecture=\"{DebianArchitecture.Host.Name}\"",
                "edi_host_ftp_proxy=\"\"",
                "edi_host_hostname=\"builder\"",
                "edi_host_http_proxy=\"http://proxy.example:3128\"",
                "edi_host_https_proxy=\"\"",
                "edi_host_no_proxy=\"\"",
                "edi_host_socks_proxy=\"\"",
                "edi_log_level=\"WARNING\"",
                "edi_lxc_bridge_interface_name=\"lxdbr0\"",
                "edi_lxc_network_interface_name=\"lxcif0\"",
                "edi_lxd_version=\"5.0.2\"", // with Buildah, whatever is installed
                $"edi_project_directory=\"{project}\"",
                $"edi_project_directory_hash=\"{hash}\"",
                $"edi_project_plugin_directory=\"{project}/plugins\"",
                "edi_shared_folder_mountpoints=[]",
                "edi_start_at_task=\"\"",
                $"edi_work_directory=\"{_folder.Folders.Work}\"",
            ],
            Variables("{color: red}"));
    }

    [Fact]
    public void A_parameter_may_shadow_any_of_them_but_the_plugins_own_folder()
    {
        string playbook = _folder.WriteToProject("plugins/playbooks/main.yml");
        string[] variables = Variables("{edi_configuration_name: other, edi_current_plugin_directory: /nowhere}");
        Assert.Contains("edi_configuration_name=\"other\"", variables);
        Assert.Contains($"edi_current_plugin_directory=\"{Path.GetDirectoryName(playbook)}\"", variables);
    }

    private string[] Variables(string parameters)
    {
        var definition = _folder.Read(
            "bootstrap: {suite: trixie, architecture: riscv64}\n"
            + $"playbooks: {{a: {{path: playbooks/main.yml, parameters: {parameters}}}}}\n"
            + DefinitionFolder.Image);
        return
        [
            .. definition.Playbooks[0].Variables
                .Select(variable => $"{variable.Key}={variable.Value?.ToJsonString()}"),
        ];
    }
}
