using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class StepPlanTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly StepPlan _plan;

    public StepPlanTests()
    {
        _folder.WriteToProject("plugins/p/main.yml");
        _folder.WriteToProject("plugins/c.sh");
        _plan = new(
            _folder.Read(
                """
                bootstrap: {suite: trixie}
                preprocessing_commands: {100_keys: {path: c.sh, output: {keys: keys}}}
                playbooks: {100_first: {path: p/main.yml}, 200_second: {path: p/main.yml}}
                postprocessing_commands: {300_sign: {path: c.sh, output: {signature: s}}}

                """),
            "bootstrap.tar",
            []);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Steps_are_in_the_order_in_which_they_run() => Assert.Equal(
        ["EdiPreprocess.100_keys", "EdiBootstrap", "EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiPostprocess.300_sign"],
        _plan.Steps.Select(step => step.Step));

    [Fact]
    public void An_image_is_checked_before_the_postprocessing_commands()
    {
        _folder.WriteToProject("plugins/d.sh");
        var plan = new StepPlan(
            _folder.Read("bootstrap: {suite: trixie}\nplaybooks: {100_first: {path: p/main.yml}}\n" + DefinitionFolder.Image + "postprocessing_commands: {300_sign: {path: d.sh, output: {signature: s}}}\n") with { LintReport = "lint.json" },
            "bootstrap.tar",
            ["my.img"]);
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.100_first", "EdiImage", "EdiReport", "EdiLint", "EdiPostprocess.300_sign"], plan.Steps.Select(step => step.Step));
        Assert.Equal(("EdiConfigure.100_first", "lint.json"), (Assert.Single(plan.Lint[0].Inputs), Assert.Single(plan.Lint[0].Files)));
    }

    [Fact]
    public void Without_layers_there_is_nothing_to_check() => Assert.Empty(
        new StepPlan(_folder.Read("postprocessing_commands: {300_sign: {path: c.sh, output: {signature: s}}}\n") with { LintReport = "lint.json" }, "", []).Lint);

    [Theory]
    [InlineData("EdiBootstrap", "EdiBootstrap")]
    [InlineData("EdiConfigure", "EdiConfigure.100_first", "EdiConfigure.200_second")]
    [InlineData("EdiConfigure.200_second", "EdiConfigure.200_second")]
    [InlineData("200_second", "EdiConfigure.200_second")]
    [InlineData("300_sign", "EdiPostprocess.300_sign")]
    public void A_step_is_named_by_its_own_name_its_targets_or_its_nodes(string name, params string[] steps) =>
        Assert.Equal(steps, _plan.Named(name).Select(step => step.Step));

    [Theory]
    [InlineData("EdiImage", "The definition has no step 'EdiImage'. Its steps are: EdiPreprocess.100_keys, EdiBootstrap,")]
    [InlineData("EdiConfig", "Did you mean 'EdiConfigure'?")]
    [InlineData("200_secnd", "Did you mean '200_second'?")]
    [InlineData("EdiConfigure.200", "Its steps are:")]
    public void Another_name_is_a_coded_error(string name, string message)
    {
        var problem = Assert.Throws<EdiException>(() => _plan.Named(name)).Problems.Single();
        Assert.Equal(EdiCodes.UnknownStep, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }
}
