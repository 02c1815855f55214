using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>The steps of a definition in their order, each with what it reads, what it leaves, and whether it would run.</summary>
internal sealed class ShownPlan(ImageDefinition definition, StepFiles files, string bootstrapArchive, string[] images, string cacheDirectory, params string[] reports)
{
    private readonly HashSet<string> _running = [];
    private readonly LayerStores _layers = new(definition.Engine, cacheDirectory);

    public JsonObject ToJson()
    {
        var steps = new JsonObject();
        foreach (var step in new StepPlan(definition, bootstrapArchive, [.. images], [.. reports]).Steps)
        {
            steps[step.Step] = Show(step);
        }

        return steps;
    }

    private JsonObject Show(PlannedStep step)
    {
        var shown = Step(step.Step, step.Inputs, step.Files);
        if (definition.Playbooks.FirstOrDefault(playbook => StepNames.Playbook(playbook.Name) == step.Step) is { } playbook)
        {
            shown["playbook"] = playbook.Path;
        }

        if (definition.Commands.FirstOrDefault(command => StepNames.Command(command) == step.Step) is { } command)
        {
            shown["path"] = command.Path;
            shown["require_root"] = command.RequireRoot.ToString();
            shown["output"] = new JsonObject(command.Outputs.Select(output => KeyValuePair.Create(output.Name, (JsonNode?)$"{output.Kind}: {output.Location}")));
            shown["script"] = command.Script;
        }

        return shown;
    }

    private JsonObject Step(string step, ImmutableArray<string> inputs, IReadOnlyCollection<string> outputs)
    {
        var reasons = StepState.ReasonsToRun(files.Stamp(step), files.Fingerprint(step), inputs.Select(files.Digest), _layers.Expected(outputs, files.Digest(step)));
        string[] changing = [.. inputs.Where(_running.Contains)];
        string run = reasons.Length > 0 ? "yes" : changing.Length > 0 ? "perhaps" : "no";
        if (run != "no")
        {
            _running.Add(step);
        }

        if (run == "perhaps")
        {
            reasons = [.. changing.Select(input => $"{input} runs, and its result may differ")];
        }

        return new()
        {
            ["run"] = run,
            ["why"] = new JsonArray([.. reasons.Select(reason => (JsonNode)reason)]),
            ["after"] = new JsonArray([.. inputs.Where(input => input != StepNames.Begin).Select(input => (JsonNode)input)]),
            ["inputs"] = new JsonArray([.. File.ReadLines(files.Fingerprint(step)).Select(line => (JsonNode)line)]),
            ["outputs"] = new JsonArray([.. outputs.Append(files.Digest(step)).Select(output => (JsonNode)output)]),
        };
    }
}
