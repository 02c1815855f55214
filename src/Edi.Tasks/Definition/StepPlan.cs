using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition;

/// <summary>The order of a definition's steps, as MSBuild's targets see it.</summary>
internal sealed class StepPlan
{
    /// <param name="bootstrapArchive">What EdiBootstrap leaves.</param>
    /// <param name="images">What EdiImage leaves.</param>
    /// <param name="reports">What EdiReport leaves.</param>
    public StepPlan(ImageDefinition definition, string bootstrapArchive, ImmutableArray<string> images, params ImmutableArray<string> reports)
    {
        Preprocessing = Chain(definition.PreprocessingCommands, StepNames.Begin, []);
        RootFileSystemStep = definition.Bootstrap is not null
            ? StepNames.Bootstrap
            : definition.Base is not null ? StepNames.Base
            : definition.PreprocessingCommands.Where(command => command.Outputs.Any(output => output.Name == definition.RootFileSystem?.Name))
                .Select(StepNames.Command).FirstOrDefault("");
        LastLayer = definition.HasContainer ? StepNames.Container : "";
        Bootstrap = definition.Bootstrap is null ? [] : [new(StepNames.Bootstrap, StepNames.Bootstrap, [StepNames.Begin], [bootstrapArchive])];
        Container = definition.HasContainer ? [new(StepNames.Container, StepNames.Container, [RootFileSystemStep], [])] : [];
        var playbooks = ImmutableArray.CreateBuilder<PlannedStep>();
        foreach (var playbook in definition.Playbooks)
        {
            string step = StepNames.Playbook(playbook.Name);
            playbooks.Add(new(playbook.Name, step, [LastLayer], []));
            LastLayer = step;
        }

        Playbooks = playbooks.ToImmutable();
        if (definition.HasContainer && definition.Engine.HasInstances)
        {
            Export = [new(StepNames.Export, StepNames.Export, [LastLayer], [])];
            LastLayer = StepNames.Export;
        }

        var applications = ImmutableArray.CreateBuilder<PlannedStep>();
        foreach (var application in definition.HasContainer ? definition.Applications : [])
        {
            string step = StepNames.Application(application.Name);
            applications.Add(new(application.Name, step, [LastLayer, StepNames.Publishing(application.Name)], []));
            LastLayer = step;
        }

        Applications = applications.ToImmutable();
        Image = definition.Image is null ? [] : [new(StepNames.Image, StepNames.Image, [LastLayer], images)];
        Formats = [.. (definition.Image?.Formats ?? []).Select(format => new PlannedStep(
            format.Name, StepNames.Format(format.Name), [format.IsOfLayer ? LastLayer : StepNames.Image], [.. images.Take(1).Select(format.FileOf)]))];
        Report = definition.Image is null ? [] : [new(StepNames.Report, StepNames.Report, [StepNames.Image], reports)];
        Lint = definition.LintReport.Length == 0 || !definition.HasContainer ? [] : [new(StepNames.Lint, StepNames.Lint, [LastLayer], [definition.LintReport])];
        Postprocessing = Chain(
            definition.PostprocessingCommands,
            definition.Image is not null ? StepNames.Image
                : definition.HasContainer ? LastLayer
                : Preprocessing.LastOrDefault()?.Step ?? StepNames.Begin,
            [LastLayer, Preprocessing.LastOrDefault()?.Step ?? ""]);
        Documentation = definition.Documentation is { } documentation && !definition.DocumentationSteps.IsEmpty && (LastLayer.Length > 0 || documentation.Input.Length > 0)
            ? [new(StepNames.Documentation, StepNames.Documentation, [documentation.Input.Length > 0 ? StepNames.Begin : LastLayer], [documentation.Folder])]
            : [];
        HostPackages = definition.Commands.Any(command => command.RequireRoot == RootRequirement.Fakeroot) ? ["fakeroot"] : [];
        // mmdebstrap asks it whether a foreign architecture's programs run.
        if (!DebianArchitecture.Host.Runs(definition.Architecture) && definition.PreprocessingCommands.Any(command => command.Script.Contains("mmdebstrap", StringComparison.Ordinal)))
        {
            HostPackages = HostPackages.Add("arch-test");
        }

        if (definition.Commands.Any(command => command.RendersDocumentation))
        {
            HostPackages = [.. HostPackages, .. DocumentationFormats.RendererPackages];
        }

        if (definition.Applications.Any(application => application.Service is not null))
        {
            HostPackages = HostPackages.Add("systemd");
        }

        if (definition.Commands.SelectMany(command => command.Outputs).Any(output => output.Kind is ArtifactKind.PodmanImage or ArtifactKind.PodmanImageRoot))
        {
            HostPackages = HostPackages.Add("podman");
        }

        if (definition.Image is { } layout)
        {
            HostPackages = [.. HostPackages, .. layout.HostPackages];
        }
    }

    /// <summary>All steps, in the order in which they run.</summary>
    public ImmutableArray<PlannedStep> Steps => [.. UpToImage, .. Formats, .. Report, .. Lint, .. Postprocessing, .. Documentation];

    /// <summary>Those of them that shape the image.</summary>
    public ImmutableArray<PlannedStep> UpToImage => [.. Preprocessing, .. Bootstrap, .. Container, .. Playbooks, .. Export, .. Applications, .. Image];

    public ImmutableArray<PlannedStep> Preprocessing { get; }

    /// <summary>One step, or none when a command makes the root file system; so with the next.</summary>
    public ImmutableArray<PlannedStep> Bootstrap { get; }

    public ImmutableArray<PlannedStep> Container { get; }

    public ImmutableArray<PlannedStep> Playbooks { get; }

    /// <summary>Takes the last layer over from LXD or Incus; none where Buildah makes the layers.</summary>
    public ImmutableArray<PlannedStep> Export { get; } = [];

    /// <summary>The .NET applications; those that are installed last change most often.</summary>
    public ImmutableArray<PlannedStep> Applications { get; }

    /// <summary>The steps that leave a layer in Buildah's store, in their order.</summary>
    public ImmutableArray<PlannedStep> Layers => [.. Export.IsEmpty ? Container.Concat(Playbooks) : Export, .. Applications];

    public ImmutableArray<PlannedStep> Image { get; }

    /// <summary>The further forms of the image.</summary>
    public ImmutableArray<PlannedStep> Formats { get; }

    /// <summary>It makes nothing of which an image consists.</summary>
    public ImmutableArray<PlannedStep> Report { get; }

    public ImmutableArray<PlannedStep> Lint { get; }

    public ImmutableArray<PlannedStep> Postprocessing { get; }

    /// <summary>Only its own target runs it.</summary>
    public ImmutableArray<PlannedStep> Documentation { get; }

    /// <summary>The step that leaves the root file system; empty when there is no container.</summary>
    public string RootFileSystemStep { get; }

    /// <summary>The last step that leaves a layer in Buildah's store; empty when there is no container.</summary>
    public string LastLayer { get; }

    /// <summary>Debian packages that the commands and the layout need on the host besides the SDK's own.</summary>
    public ImmutableArray<string> HostPackages { get; }

    /// <summary>The steps that a name means: the step's own, its target's, or its node's.</summary>
    /// <exception cref="EdiException">EDI0012, when there is none.</exception>
    public ImmutableArray<PlannedStep> Named(string name)
    {
        ImmutableArray<PlannedStep> named =
            [.. Steps.Where(step => step.Step == name || step.Name == name || step.Step.StartsWith(name + ".", StringComparison.Ordinal))];
        if (!named.IsEmpty)
        {
            return named;
        }

        string near = EditDistance.Nearest(name, Steps.SelectMany(step => new[] { step.Step, step.Step.Split('.')[0], step.Name }).Distinct()) is { } meant ? $" Did you mean '{meant}'?" : "";
        throw new EdiException(EdiCodes.UnknownStep, $"The definition has no step '{name}'.{near} Its steps are: {string.Join(", ", Steps.Select(step => step.Step))}.");
    }

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

/// <summary>A step as MSBuild sees it.</summary>
/// <param name="Name">The node's name; of a step that is no node the step's.</param>
/// <param name="Step">The step's name in files.</param>
/// <param name="Inputs">The steps whose results it begins with.</param>
/// <param name="Files">The files and folders that it leaves.</param>
internal sealed record PlannedStep(string Name, string Step, ImmutableArray<string> Inputs, ImmutableArray<string> Files);
