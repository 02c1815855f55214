using Edi.Tasks.Definition.Introspection;

namespace Edi.Tasks.Tests;

/// <summary>A plan is a table that a terminal of 80 columns holds.</summary>
public sealed class PlanTableTests
{
    [Fact]
    public void Each_step_has_a_row_with_its_reasons() => Assert.Equal(
        """
        small: 1 of 3 steps run, and perhaps 1 more

        step                    runs     why
        EdiBootstrap            no
        EdiConfigure.100_first  yes      parameter.color changed, plugins/p/main.yml is
                                         missing
        EdiImage                perhaps  EdiConfigure.100_first runs, and its result may
                                         differ

        """,
        PlanTable.Of(
            "small",
            [
                Step("EdiBootstrap", "no"),
                Step("EdiConfigure.100_first", "yes", "parameter.color changed", "/home/me/small/plugins/p/main.yml is missing"),
                Step("EdiImage", "perhaps", "EdiConfigure.100_first runs, and its result may differ"),
            ],
            "/home/me/small/"),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Many_reasons_are_summed_up_as_a_build_does() => Assert.Contains(
        "a changed, b changed, c changed, and 2 more", PlanTable.Of("small", [Step("EdiImage", "yes", "a changed", "b changed", "c changed", "d changed", "e changed")], "/"), StringComparison.Ordinal);

    [Theory]
    [InlineData("EdiConfigure.100_first", "/var/cache/edi/buildah/overlay-images/6d670388784f030d7366f4b490628a64c2d16f0e1000715d7750cf4f9b99edd2 is missing")]
    [InlineData("EdiConfigure.100_a_playbook_with_a_name_that_needs_more_than_half_of_the_line", "parameter.with_a_name_of_its_own_that_is_long changed, plugins/and/some/file changed")]
    [InlineData("EdiImage", "")]
    public void No_line_is_wider_than_80_columns_and_nothing_is_cut_off(string name, string reason)
    {
        string table = PlanTable.Of("small", [Step(name, "yes", reason)], "/home/me");
        Assert.All(table.Split('\n'), line => Assert.InRange(line.Length, 0, Math.Max(80, name.Length)));
        Assert.Contains(name, table, StringComparison.Ordinal);
        Assert.Contains(reason.Replace(" ", "", StringComparison.Ordinal), string.Concat(table.Where(character => !char.IsWhiteSpace(character))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_steps_is_a_heading() => Assert.Equal("small: no steps\n", PlanTable.Of("small", [], "/"));

    private static ShownStep Step(string name, string runs, params string[] why) => new(name, runs, [.. why], [], [], []);
}
