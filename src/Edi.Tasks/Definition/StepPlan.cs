using System.Collections.Immutable;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition;

/// <summary>The order of a definition's steps, as MSBuild's targets see it.</summary>
internal sealed class StepPlan
{
    public StepPlan(ImageDefinition definition)
    {
        Preprocessing = Chain(definition.PreprocessingCommands, StepNames.Begin, []);
        RootFileSystemStep = definition.Bootstrap is not null
            ? StepNames.Bootstrap
            : definition.PreprocessingCommands.Where(command => command.Outputs.Any(output => output.Name == definition.RootFileSystem?.Name))
                .Select(StepNames.Command).FirstOrDefault("");
        LastLayer = definition.HasContainer ? StepNames.Container : "";
        var playbooks = ImmutableArray.CreateBuilder<PlannedStep>();
        foreach (var playbook in definition.Playbooks)
        {
            string step = StepNames.Playbook(playbook.Name);
            playbooks.Add(new(playbook.Name, step, [LastLayer], []));
            LastLayer = step;
        }

        Playbooks = playbooks.ToImmutable();
        Postprocessing = Chain(
            definition.PostprocessingCommands,
            definition.Image is not null ? StepNames.Image
                : definition.HasContainer ? LastLayer
                : Preprocessing.LastOrDefault()?.Step ?? StepNames.Begin,
            [LastLayer, Preprocessing.LastOrDefault()?.Step ?? ""]);
        HostPackages = definition.Commands.Any(command => command.RequireRoot == RootRequirement.Fakeroot) ? ["fakeroot"] : [];
        // mmdebstrap asks it whether a foreign architecture's programs run.
        if (!DebianArchitecture.Host.Runs(definition.Architecture) && definition.PreprocessingCommands.Any(command => command.Script.Contains("mmdebstrap", StringComparison.Ordinal)))
        {
            HostPackages = HostPackages.Add("arch-test");
        }

        if (definition.Commands.SelectMany(command => command.Outputs).Any(output => output.Kind is ArtifactKind.PodmanImage or ArtifactKind.PodmanImageRoot))
        {
            HostPackages = HostPackages.Add("podman");
        }
    }

    public ImmutableArray<PlannedStep> Preprocessing { get; }

    public ImmutableArray<PlannedStep> Playbooks { get; }

    public ImmutableArray<PlannedStep> Postprocessing { get; }

    /// <summary>The step that leaves the root file system; empty when there is no container.</summary>
    public string RootFileSystemStep { get; }

    /// <summary>The last step that leaves a layer; empty when there is no container.</summary>
    public string LastLayer { get; }

    /// <summary>Debian packages that the commands need on the host.</summary>
    public ImmutableArray<string> HostPackages { get; }

    /// <param name="inputs">The steps besides the one before it whose results each command may use.</param>
    private static ImmutableArray<PlannedStep> Chain(ImmutableArray<CommandDefinition> commands, string predecessor, ImmutableArray<string> inputs)
    {
        var steps = ImmutableArray.CreateBuilder<PlannedStep>();
        foreach (var command in commands)
        {
            string step = StepNames.Command(command);
            steps.Add(new(command.Name, step, [.. inputs.Prepend(predecessor).Where(input => input.Length > 0).Distinct()], [.. command.Files]));
            predecessor = step;
        }

        return steps.ToImmutable();
    }
}

/// <summary>A step of a batched target.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Step">The step's name in files.</param>
/// <param name="Inputs">The steps whose results it begins with.</param>
/// <param name="Files">The files and folders that it leaves.</param>
internal sealed record PlannedStep(string Name, string Step, ImmutableArray<string> Inputs, ImmutableArray<string> Files);
