using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using NuGet.Versioning;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads the section <c>general</c>, whose form the schema has checked. The defaults are edi's; the bridge of Incus is the one that its set-up makes.</summary>
internal static class GeneralReader
{
    public static GeneralDefinition Read(MappingNode? section, EngineKind engine, ProblemList problems)
    {
        CheckVersion(section, problems);
        return new(
            Text("edi_compression", "xz"),
            section?.Text("edi_lxc_stop_timeout") is { } timeout && YamlValues.ToJson(timeout) is JsonValue value && value.TryGetValue(out long seconds) ? seconds : 120,
            Text("edi_lxc_network_interface_name", "lxcif0"),
            Text("edi_lxc_bridge_interface_name", engine == EngineKind.Incus ? "incusbr0" : "lxdbr0"),
            Text("edi_config_management_user_name", "edicfgmgmt"));

        string Text(string key, string otherwise) => section?.Text(key)?.Text ?? otherwise;
    }

    /// <summary>Whether this is new enough for one file of a definition; what overrides the file takes nothing from that.</summary>
    public static void CheckVersion(MappingNode? section, ProblemList problems)
    {
        if (section?.Text("edi_required_minimal_edi_version") is { } required
            && !problems.Concern(required)
            // A number that is too large for a version is newer, too.
            && !(NuGetVersion.TryParse(required.Text, out var version) && version <= NuGetVersion.Parse(LoadTimeVariables.EdiVersion)))
        {
            problems.Add(
                EdiCodes.NewerEdiRequired,
                required.Position,
                $"The definition needs edi {required.Text} or later; this SDK knows the language of edi {LoadTimeVariables.EdiVersion}. Use a newer Edi.Sdk, or require less.");
        }
    }
}
