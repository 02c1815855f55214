using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition;

/// <summary>The extra variables of a playbook: edi's own and, above these, the definition's parameters.</summary>
internal static class PlaybookVariables
{
    private static readonly ImmutableHashSet<string> s_places =
    [
        "edi_project_directory",
        "edi_project_plugin_directory",
        "edi_edi_plugin_directory",
        "edi_current_plugin_directory",
    ];

    public static ImmutableSortedDictionary<string, JsonNode?> Of(ImageDefinition definition, PlaybookDefinition playbook, PluginLookup plugins) =>
        new Dictionary<string, JsonNode?>
        {
            ["edi_configuration_name"] = definition.Name,
            ["edi_bootstrap_architecture"] = definition.Bootstrap.Architecture,
            ["edi_host_architecture"] = DebianArchitecture.Host.Name,
            ["edi_create_distributable_image"] = true,
            ["edi_configure_remote_target"] = false,
            ["edi_project_directory"] = plugins.ProjectDirectory,
            ["edi_project_plugin_directory"] = plugins.ProjectPluginDirectory,
            ["edi_edi_plugin_directory"] = plugins.SdkPluginDirectory,
        }
        .ToImmutableSortedDictionary(StringComparer.Ordinal)
        .SetItems(playbook.Parameters)
        // The one name that edi lets no parameter shadow.
        .SetItem("edi_current_plugin_directory", Path.GetDirectoryName(playbook.Path));

    /// <summary>Whether a variable only tells where something lies on the host.</summary>
    public static bool IsPlace(string variable) => s_places.Contains(variable);
}
