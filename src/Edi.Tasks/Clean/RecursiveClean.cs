using System.Collections.Immutable;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Clean;

/// <summary>
/// edi's <c>--recursive-clean N</c>: the last of edi's commands is cleaned, and N before it. edi counts commands and not steps: all
/// postprocessing commands are one, and so are all playbooks.
/// </summary>
internal static class RecursiveClean
{
    /// <summary>The steps that are made again; in the order in which they run, all from the first of them to the end.</summary>
    /// <param name="isFirstWorkflow">Whether a section <c>bootstrap</c> makes the root file system, which edi then takes through a container of LXD; else commands make it.</param>
    /// <param name="count">N.</param>
    public static ImmutableArray<PlannedStep> Of(StepPlan plan, bool isFirstWorkflow, int count)
    {
        // How many of edi's commands are between the last one and the one that does what a step does; all other steps are the last one's.
        (ImmutableArray<PlannedStep> Steps, int First, int Second)[] commands =
        [
            ([.. plan.Export, .. plan.Applications], 1, 1), // lxc export
            (plan.Playbooks, 2, 1), // lxc configure, which each run of lxc stop, and so of lxc publish, repeats; project configure
            (plan.Container, 5, 2), // lxc launch; the container of project configure
            (plan.Bootstrap, 8, 3), // image bootstrap
            (plan.Preprocessing, 9, 3), // project prepare
        ];
        return [.. plan.Steps.Where(step => commands.Where(command => command.Steps.Contains(step)).All(command => count >= (isFirstWorkflow ? command.First : command.Second)))];
    }
}
