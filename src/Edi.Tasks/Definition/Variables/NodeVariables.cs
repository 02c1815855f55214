using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Variables;

/// <summary>
/// The variables of a node, in edi's order, the later before the earlier: those of the time of loading, edi's settings
/// from the definition, the general parameters, the node's own, and the plugin's folder, which nothing shadows.
/// </summary>
internal sealed class NodeVariables
{
    private readonly ImmutableSortedDictionary<string, JsonNode?> _common;
    private readonly MappingNode? _general;

    /// <param name="loadTime">Those of the time of loading.</param>
    /// <param name="general">edi's settings.</param>
    /// <param name="bootstrapArchitecture">Null without a bootstrap.</param>
    /// <param name="hasInstances">Whether the engine has instances, whose network edi's settings name without a bootstrap, too.</param>
    /// <param name="parameters">The general parameters.</param>
    public NodeVariables(JsonObject loadTime, GeneralDefinition general, string? bootstrapArchitecture, bool hasInstances, MappingNode? parameters)
    {
        _common = ImmutableSortedDictionary.Create<string, JsonNode?>(StringComparer.Ordinal)
            .SetItems(loadTime)
            .SetItem("edi_config_management_user_name", general.ConfigManagementUserName);
        if (bootstrapArchitecture is not null || hasInstances)
        {
            _common = _common
                .SetItem("edi_lxc_network_interface_name", general.LxcNetworkInterfaceName)
                .SetItem("edi_lxc_bridge_interface_name", general.LxcBridgeInterfaceName);
        }

        if (bootstrapArchitecture is not null)
        {
            _common = _common.SetItem("edi_bootstrap_architecture", bootstrapArchitecture);
        }

        _common = With(_common, parameters);
        _general = parameters;
    }

    /// <summary>The variables of a plugin that no node of the definition names.</summary>
    /// <param name="plugin">The plugin's file.</param>
    public ImmutableSortedDictionary<string, JsonNode?> Of(string plugin) => _common.SetItem("edi_current_plugin_directory", Path.GetDirectoryName(plugin));

    /// <param name="plugin">The plugin's file.</param>
    public ImmutableSortedDictionary<string, JsonNode?> Of(MappingNode node, string? plugin)
    {
        var variables = With(_common, node.Mapping("parameters"));
        return plugin is null ? variables : variables.SetItem("edi_current_plugin_directory", Path.GetDirectoryName(plugin));
    }

    /// <summary>Where the parameters of a node stand, the general ones among them.</summary>
    public ImmutableSortedDictionary<string, SourcePosition> PositionsOf(MappingNode node) =>
        new[] { _general, node.Mapping("parameters") }.OfType<MappingNode>().SelectMany(parameters => parameters.Entries).Aggregate(
            ImmutableSortedDictionary.Create<string, SourcePosition>(StringComparer.Ordinal),
            (positions, entry) => positions.SetItem(entry.Key.Text, entry.Key.Position));

    private static ImmutableSortedDictionary<string, JsonNode?> With(ImmutableSortedDictionary<string, JsonNode?> variables, MappingNode? parameters) =>
        variables.SetItems((parameters?.Entries ?? []).Select(entry => KeyValuePair.Create(entry.Key.Text, YamlValues.ToJson(entry.Value))));
}
