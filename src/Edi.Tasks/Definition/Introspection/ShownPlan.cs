using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>The steps of a definition in their order, each with what it reads, what it leaves, and whether it would run.</summary>
internal sealed class ShownPlan
{
    private readonly ImageDefinition _definition;
    private readonly StepFiles _files;
    private readonly ShownSecrets _secrets;
    private readonly HashSet<string> _running = [];
    private readonly ImmutableArray<ShownStep>.Builder _steps = ImmutableArray.CreateBuilder<ShownStep>();

    private ShownPlan(ImageDefinition definition, StepFiles files) => (_definition, _files, _secrets) = (definition, files, new(definition.AllSecrets));

    /// <summary>What a build would do.</summary>
    /// <param name="plan">All steps of the definition.</param>
    public static ImmutableArray<ShownStep> OfImage(ImageDefinition definition, StepPlan plan, StepFiles files, string cacheDirectory)
    {
        var shown = new ShownPlan(definition, files);
        foreach (var application in definition.Applications)
        {
            // No step: its digest is of what its build has left, and is not known before.
            shown.AddAlways(StepNames.Publishing(application.Name), "the application's own build tells what is up to date", []);
        }

        shown.Add(plan.Steps, cacheDirectory);
        return shown._steps.ToImmutable();
    }

    /// <summary>What EdiConfigureTarget would do on a device.</summary>
    /// <param name="definition">The definition, read for that purpose.</param>
    public static ImmutableArray<ShownStep> OfDevice(ImageDefinition definition, StepFiles files)
    {
        var shown = new ShownPlan(definition, files);
        shown.AddPlaybooks("EdiConfigureTarget", "what a device has already, only the playbook finds out", []);
        return shown._steps.ToImmutable();
    }

    /// <summary>What EdiLaunch would do: steps of the image up to the first layer, and what happens in the container.</summary>
    /// <param name="image">The definition of the image, with its plan and files.</param>
    /// <param name="definition">The definition, read for the purpose of development.</param>
    public static ImmutableArray<ShownStep> OfDevelopment((ImageDefinition Definition, StepPlan Plan, StepFiles Files) image, ImageDefinition definition, StepFiles files, string cacheDirectory)
    {
        var first = new ShownPlan(image.Definition, image.Files);
        first.Add([.. image.Plan.Preprocessing, .. image.Plan.Bootstrap, .. image.Plan.Container], cacheDirectory);
        var shown = new ShownPlan(definition, files);
        shown._steps.Add(new("EdiLaunch", "yes", ["it makes the container unless it is there, and starts it"], [StepNames.Container], [], [])
        {
            Details = [.. shown.InstanceDetails(), .. shown.FolderDetails()],
        });
        shown.AddPlaybooks("EdiLaunch", "each EdiLaunch brings the container up to date", ["EdiLaunch"]);
        return [.. first._steps, .. shown._steps];
    }

    /// <summary>The steps by their names, with all that is known of them.</summary>
    public static JsonObject ToJson(IEnumerable<ShownStep> steps) => new(steps.Select(step => KeyValuePair.Create(step.Name, (JsonNode?)step.ToJson())));

    private void Add(IEnumerable<PlannedStep> steps, string cacheDirectory)
    {
        var outputs = new StepOutputs(_files, new LayerStores(_definition.Engine, cacheDirectory));
        foreach (var step in steps)
        {
            var reasons = outputs.ReasonsToRun(step);
            string[] changing = [.. step.Inputs.Where(_running.Contains)];
            bool isCalled = step.Step == StepNames.Documentation;
            string runs = isCalled ? "no" : reasons.Length > 0 ? "yes" : changing.Length > 0 ? "perhaps" : "no";
            if (runs != "no")
            {
                _running.Add(step.Step);
            }

            _steps.Add(new(
                step.Step,
                runs,
                isCalled ? [$"only -t:{step.Step} runs it{(reasons.IsEmpty ? "" : ": ")}{StepState.Summary(reasons)}"]
                    : runs == "perhaps" ? [.. changing.Select(input => $"{input} runs, and its result may differ")] : reasons,
                [.. step.Inputs.Where(input => input != StepNames.Begin)],
                Lines(step.Step),
                [.. step.Files, _files.Digest(step.Step)])
            {
                Details = [.. Details(step.Step)],
            });
        }
    }

    private void AddPlaybooks(string target, string why, ImmutableArray<string> after)
    {
        foreach (var playbook in _definition.Playbooks)
        {
            AddAlways($"{target}.{playbook.Name}", why, after, Lines(StepNames.Playbook(playbook.Name)), [.. Details(StepNames.Playbook(playbook.Name))]);
            after = [$"{target}.{playbook.Name}"];
        }
    }

    private void AddAlways(string name, string why, ImmutableArray<string> after, ImmutableArray<string> inputs = default, ImmutableArray<KeyValuePair<string, JsonNode?>> details = default)
    {
        _running.Add(name);
        _steps.Add(new(name, "yes", [why], after, inputs.IsDefault ? [] : inputs, []) { Details = details.IsDefault ? [] : details });
    }

    private ImmutableArray<string> Lines(string step) => File.Exists(_files.Fingerprint(step)) ? [.. File.ReadLines(_files.Fingerprint(step))] : [];

    private IEnumerable<KeyValuePair<string, JsonNode?>> Details(string step)
    {
        if (_definition.Playbooks.FirstOrDefault(playbook => StepNames.Playbook(playbook.Name) == step) is { } playbook)
        {
            return [new("playbook", playbook.Path), new("variables", _secrets.Mask(playbook.Variables))];
        }

        if (_definition.Commands.FirstOrDefault(command => StepNames.Command(command) == step) is { } command)
        {
            return
            [
                new("path", command.Path),
                new("require_root", command.RequireRoot.ToString().ToLowerInvariant()),
                new("output", new JsonObject(command.Outputs.Select(output => KeyValuePair.Create(output.Name, (JsonNode?)$"{output.Kind}: {output.Location}")))),
                new("variables", _secrets.Mask(command.Variables)),
                new("script", _secrets.Mask(command.Script)),
            ];
        }

        return step switch
        {
            StepNames.Container => InstanceDetails(),
            StepNames.Documentation => _definition.DocumentationSteps.Select(documentation => KeyValuePair.Create(documentation.Name, (JsonNode?)new JsonObject
            {
                ["path"] = documentation.Path,
                ["output"] = documentation.OutputFile,
                ["variables"] = _secrets.Mask(documentation.Variables),
            })),
            _ => [],
        };
    }

    /// <summary>What an instance of LXD or Incus is made with.</summary>
    private IEnumerable<KeyValuePair<string, JsonNode?>> InstanceDetails() => new[] { ("lxc_profiles", _definition.LxcProfiles), ("lxc_templates", _definition.LxcTemplates) }
        .Where(section => _definition.Engine.HasInstances && !section.Item2.IsEmpty)
        .Select(section => KeyValuePair.Create(section.Item1, (JsonNode?)new JsonObject(section.Item2.Select(plugin => KeyValuePair.Create(plugin.Name, (JsonNode?)new JsonObject
        {
            ["path"] = plugin.Path,
            ["variables"] = _secrets.Mask(plugin.Variables),
            ["text"] = _secrets.Mask("", plugin.Content),
        })))));

    private IEnumerable<KeyValuePair<string, JsonNode?>> FolderDetails() => _definition.SharedFolders.IsEmpty
        ? []
        : [new("shared_folders", new JsonObject(_definition.SharedFolders.Select(folder => KeyValuePair.Create(DevelopmentPlaybooks.SourceOf(folder), (JsonNode?)DevelopmentPlaybooks.PlaceOf(folder)))))];
}
