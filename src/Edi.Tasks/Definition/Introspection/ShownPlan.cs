using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>The steps of a definition in their order, each with what it reads, what it leaves, and whether it would run.</summary>
internal sealed class ShownPlan(ImageDefinition definition, StepFiles files, string bootstrapArchive, string[] images, string cacheDirectory)
{
    private readonly HashSet<string> _running = [];

    public JsonObject ToJson()
    {
        var plan = new StepPlan(definition);
        var steps = new JsonObject();
        foreach (var step in plan.Preprocessing)
        {
            steps[step.Step] = Command(step, definition.PreprocessingCommands);
        }

        if (definition.Bootstrap is not null)
        {
            steps[StepNames.Bootstrap] = Step(StepNames.Bootstrap, [StepNames.Begin], [bootstrapArchive]);
        }

        if (definition.HasContainer)
        {
            steps[StepNames.Container] = Step(StepNames.Container, [plan.RootFileSystemStep], []);
        }

        foreach (var step in plan.Playbooks)
        {
            steps[step.Step] = Step(step.Step, step.Inputs, []);
            steps[step.Step]!["playbook"] = definition.Playbooks.Single(playbook => playbook.Name == step.Name).Path;
        }

        if (definition.Image is not null)
        {
            steps[StepNames.Image] = Step(StepNames.Image, [plan.LastLayer], images);
        }

        foreach (var step in plan.Postprocessing)
        {
            steps[step.Step] = Command(step, definition.PostprocessingCommands);
        }

        return steps;
    }

    private JsonObject Command(PlannedStep step, IEnumerable<CommandDefinition> commands)
    {
        var command = commands.Single(command => command.Name == step.Name);
        var shown = Step(step.Step, step.Inputs, step.Files);
        shown["path"] = command.Path;
        shown["require_root"] = command.RequireRoot.ToString();
        shown["output"] = new JsonObject(command.Outputs.Select(output => KeyValuePair.Create(output.Name, (JsonNode?)$"{output.Kind}: {output.Location}")));
        shown["script"] = command.Script;
        return shown;
    }

    private JsonObject Step(string step, ImmutableArray<string> inputs, IReadOnlyCollection<string> outputs)
    {
        var reasons = StepState.ReasonsToRun(files.Stamp(step), files.Fingerprint(step), inputs.Select(files.Digest), [.. outputs, files.Digest(step), .. LayerDigest.InStore(files.Digest(step), cacheDirectory)]);
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
