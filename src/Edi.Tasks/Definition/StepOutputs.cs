using System.Collections.Immutable;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>
/// What steps have left. MSBuild finds no folders, a command gives its files any time, and a digest that did not change is
/// old: so of all these counts only whether they are there and are what the step has left.
/// </summary>
internal sealed class StepOutputs(StepFiles files, LayerStores layers)
{
    /// <summary>Paths that do not exist, for MSBuild to run the step by; none when all is there and unaltered.</summary>
    public string[] FindMissing(PlannedStep step) =>
    [
        .. layers.Expected(step.Files, files.Digest(step.Step)).Where(file => !Path.Exists(file)),
        // A file that never is.
        .. new StepResults(files.Results(step.Step)).FindAltered().Select(file => $"{file}.as-left-by.{step.Step}"),
    ];

    /// <summary>The reasons for which the step runs, as it tells them itself when MSBuild starts it; none when it is up to date.</summary>
    public ImmutableArray<string> ReasonsToRun(PlannedStep step) => StepState.ReasonsToRun(
        files.Stamp(step.Step), files.Fingerprint(step.Step), step.Inputs.Select(files.Digest), layers.Expected(step.Files, files.Digest(step.Step)));
}
