using System.Collections.Immutable;
using System.Text;
using Edi.Sdk.Tests.Changes;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// Single changes of one project, one on top of the other: after each the build runs exactly the steps that it reaches,
/// and each of them says why.
/// </summary>
public sealed class ChangeTests
{
    [Fact]
    public Task A_few_changes_of_each_kind_run_what_they_reach_and_nothing_else() =>
        TryAsync(ChangeTable.OfPlaybooks.Concat(ChangeTable.OfTheDefinition).Concat(ChangeTable.OfResults).Concat(ChangeTable.OfSurroundings).Where(change => change.IsQuick));

    [LongFact]
    public Task Every_change_of_what_a_playbook_reads_runs_what_it_reaches_and_nothing_else() => TryAsync(ChangeTable.OfPlaybooks);

    [LongFact]
    public Task Every_change_of_the_definition_runs_what_it_reaches_and_nothing_else() => TryAsync(ChangeTable.OfTheDefinition);

    [LongFact]
    public Task Every_change_of_results_runs_what_it_reaches_and_nothing_else() => TryAsync(ChangeTable.OfResults);

    [LongFact]
    public Task Every_change_of_the_surroundings_runs_what_it_reaches_and_nothing_else() => TryAsync(ChangeTable.OfSurroundings);

    private static async Task TryAsync(IEnumerable<Change> changes)
    {
        await using var project = new ChangedProject();
        var mismatches = new StringBuilder();
        foreach (var change in changes.Prepend(ChangeTable.Begin))
        {
            if (change.NeedsRoot && Environment.UserName != "root")
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{change.Name}: left out, only root can do that");
                continue;
            }

            var actual = await project.TryAsync(change);
            TestContext.Current.TestOutputHelper?.WriteLine(Describe(change.Name, actual));
            if (!change.IsAnsweredBy(actual))
            {
                mismatches.AppendLine().AppendLine(Describe($"{change.Name}, expected", change.Expected)).AppendLine(Describe("  ran", actual));
            }
        }

        Assert.True(mismatches.Length == 0, mismatches.ToString());
    }

    private static string Describe(string what, ImmutableArray<StepRun> steps) =>
        $"{what}:{string.Concat(steps.Select(step => $"\n      {step}"))}{(steps.IsEmpty ? " nothing" : "")}";
}
