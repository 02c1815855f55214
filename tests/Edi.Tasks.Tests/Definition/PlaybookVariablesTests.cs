using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class PlaybookVariablesTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_playbook_sees_edis_variables_and_its_parameters()
    {
        string playbook = _folder.WriteToProject("plugins/playbooks/main.yml");
        Assert.Equal(
            [
                "color=\"red\"",
                "edi_bootstrap_architecture=\"riscv64\"",
                "edi_configuration_name=\"my-image\"",
                "edi_configure_remote_target=false",
                "edi_create_distributable_image=true",
                $"edi_current_plugin_directory=\"{Path.GetDirectoryName(playbook)}\"",
                $"edi_edi_plugin_directory=\"{_folder.Plugins.SdkPluginDirectory}\"",
                $"edi_project_directory=\"{_folder.Plugins.ProjectDirectory}\"",
                $"edi_project_plugin_directory=\"{_folder.Plugins.ProjectDirectory}/plugins\"",
            ],
            Variables("{color: red}").Where(variable => !variable.StartsWith("edi_host_architecture=", StringComparison.Ordinal)));
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
            .. PlaybookVariables.Of(definition, definition.Playbooks[0], _folder.Plugins)
                .Select(variable => $"{variable.Key}={variable.Value?.ToJsonString()}"),
        ];
    }
}
