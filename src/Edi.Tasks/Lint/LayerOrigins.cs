using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Lint;

/// <summary>
/// Which step has left a file as it is: each step's layer in the engine's store holds what that step has written, and
/// nothing else.
/// </summary>
/// <param name="layers">The steps that leave layers, in their order, and their layers.</param>
internal sealed class LayerOrigins(IToolRunner sandbox, string cacheDirectory, ImmutableArray<(string Step, ContainerImage Layer)> layers)
{
    /// <summary>The step of each finding; empty where none can be told.</summary>
    public ImmutableArray<string> Of(ImmutableArray<LintFinding> findings)
    {
        if (findings.IsEmpty)
        {
            return [];
        }

        string request = new JsonObject
        {
            ["store"] = StoreSession.StoreBelow(cacheDirectory),
            ["images"] = new JsonArray([.. layers.Select(layer => (JsonNode)layer.Layer.Id)]),
            ["questions"] = new JsonArray([.. findings.Select(finding => (JsonNode)new JsonArray(finding.Witness, finding.Evidence))]),
        }.ToJsonString();
        string answer = sandbox.Capture(EdiCodes.LintFailed, new ToolCommand("/usr/bin/python3", "-I", "-c", Script.Of("origins.py")) { StandardInput = request });
        return [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))
            .Select(index => index < 0 ? "" : layers[index].Step)];
    }
}
