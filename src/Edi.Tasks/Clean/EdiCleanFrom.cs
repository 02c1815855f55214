using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Clean;

/// <summary>
/// Removes what a step and all after it have left, so that the next build begins there; edi's <c>--recursive-clean</c>.
/// </summary>
public sealed class EdiCleanFrom : EdiProjectTask
{
    /// <summary>The first step to clean: its name, its target's, or its node's (EDI0012 when there is none of that name).</summary>
    public string Step { get; set; } = "";

    /// <summary>How many steps before the last one are cleaned with it; instead of <see cref="Step"/>.</summary>
    public string Recursive { get; set; } = "";

    /// <summary>The folder of the stamps.</summary>
    [Required]
    public string StampDirectory { get; set; } = "";

    /// <summary>The folder of the digests.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

    /// <summary>The archive of the root file system that the bootstrap leaves.</summary>
    [Required]
    public string BootstrapArchive { get; set; } = "";

    /// <summary>The disk image and what lies beside it.</summary>
    public string[] Images { get; set; } = [];

    /// <summary>The report on it.</summary>
    public string[] Reports { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var definition = ResolvedDefinition.Read(Definition);
        var steps = Select(new StepPlan(definition, BootstrapArchive, [.. Images], [.. Reports]));
        var names = steps.Select(step => step.Step).ToImmutableHashSet();
        var files = new StepFiles("", StampDirectory, DigestDirectory);
        var commands = new CommandArtifacts([.. definition.Commands.Where(command => names.Contains(StepNames.Command(command)))], DigestDirectory);
        var containers = new ContainerNames(Project, Configuration);
        new ProjectRemoval(CacheDirectory, definition.Engine.HasInstances ? [definition.Engine] : [], containers, commands).Run(
            steps.SelectMany(step => step.Files.Concat([files.Stamp(step.Step), files.Results(step.Step), files.Digest(step.Step)])),
            engine => engine.RemoveSteps(containers, names),
            instances => instances.RemoveSnapshots(steps.Select(step => files.Digest(step.Step))),
            Report,
            line => Log.LogMessage(MessageImportance.Low, "{0}", line),
            Cancellation);
        Tell($"Cleaned: {string.Join(", ", steps.Select(step => step.Step))}");
    }

    // edi has no formats, reports or checks; they go with what they are made of.
    private static PlannedStep Last(StepPlan plan, int count)
    {
        var counted = plan.Steps.Except([.. plan.Formats, .. plan.Report, .. plan.Lint, .. plan.Documentation]).ToImmutableArray();
        return counted[^(int.Min(count, counted.Length - 1) + 1)];
    }

    private ImmutableArray<PlannedStep> Select(StepPlan plan) => (Step, Recursive) switch
    {
        ({ Length: > 0 }, "") => From(plan, plan.Named(Step)[0]),
        ("", { Length: > 0 }) when int.TryParse(Recursive, NumberStyles.None, CultureInfo.InvariantCulture, out int count) =>
            From(plan, Last(plan, count)),
        ("", { Length: > 0 }) => throw new EdiException(EdiCodes.UnknownStep, $"EdiRecursiveClean must be a number of steps, 0 or more; found '{Recursive}'."),
        _ => throw new EdiException(EdiCodes.UnknownStep, "EdiCleanFrom needs either EdiStep, the first step to clean, or EdiRecursiveClean, the number of steps to clean before the last one: 'dotnet build -t:EdiCleanFrom -p:EdiStep=EdiConfigure'."),
    };

    private static ImmutableArray<PlannedStep> From(StepPlan plan, PlannedStep first) => [.. plan.Steps.SkipWhile(step => step != first)];
}
