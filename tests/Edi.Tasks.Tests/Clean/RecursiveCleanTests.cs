using Edi.Tasks.Clean;
using Edi.Tasks.Definition;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

/// <summary>Which steps edi's <c>--recursive-clean N</c> means.</summary>
public sealed class RecursiveCleanTests : IDisposable
{
    private const string Nodes = """
        playbooks: {100_first: {path: p.yml}, 200_second: {path: p.yml}}
        postprocessing_commands: {100_image: {path: c.sh, output: {i: i}}, 200_bundle: {path: c.sh, output: {b: b}}}

        """;

    private readonly DefinitionFolder _folder = new();

    public RecursiveCleanTests()
    {
        _folder.WriteToProject("plugins/p.yml");
        _folder.WriteToProject("plugins/c.sh");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "EdiPostprocess.100_image")]
    [InlineData(1, "EdiExport")]
    [InlineData(2, "EdiConfigure.100_first")]
    [InlineData(4, "EdiConfigure.100_first")]
    [InlineData(5, "EdiContainer")] // what edi's author uses: the bootstrap stays
    [InlineData(7, "EdiContainer")]
    [InlineData(8, "EdiBootstrap")]
    [InlineData(9, "EdiPreprocess.100_keys")]
    [InlineData(10, "EdiPreprocess.100_keys")]
    public void In_the_first_workflow_a_container_is_carried_from_command_to_command(int count, string first)
    {
        _folder.Engine = new(EngineKind.Lxd, "local", "");
        Check("bootstrap: {suite: trixie}\npreprocessing_commands: {100_keys: {path: c.sh, output: {k: k}}}\n" + Nodes, count, first);
    }

    [Theory]
    [InlineData(0, "EdiPostprocess.100_image")]
    [InlineData(1, "EdiConfigure.100_first")]
    [InlineData(2, "EdiContainer")]
    [InlineData(3, "EdiPreprocess.100_root")]
    [InlineData(10, "EdiPreprocess.100_root")]
    public void In_the_second_workflow_there_are_three_commands_and_a_container(int count, string first) =>
        Check("preprocessing_commands: {100_root: {path: c.sh, output: {edi_bootstrapped_rootfs: r.tar}}, 200_more: {path: c.sh, output: {m: m}}}\n" + Nodes, count, first);

    [Theory]
    [InlineData(0, "EdiImage")]
    [InlineData(1, "EdiImage")]
    [InlineData(2, "EdiContainer")]
    public void What_a_definition_lacks_counts_all_the_same(int count, string first) =>
        Check("preprocessing_commands: {100_root: {path: c.sh, output: {edi_bootstrapped_rootfs: r.tar}}}\n" + DefinitionFolder.Image, count, first);

    [Fact]
    public void Without_an_image_and_postprocessing_commands_the_last_command_leaves_nothing() =>
        Assert.Empty(RecursiveClean.Of(Plan("bootstrap: {suite: trixie}\nplaybooks: {100_first: {path: p.yml}}\n"), isFirstWorkflow: true, 0));

    /// <summary>All from the first step to the end is cleaned.</summary>
    private void Check(string yaml, int count, string first)
    {
        var plan = Plan(yaml);
        string[] steps = [.. RecursiveClean.Of(plan, yaml.StartsWith("bootstrap", StringComparison.Ordinal), count).Select(step => step.Step)];
        Assert.Equal(first, steps[0]);
        Assert.Equal(plan.Steps.Select(step => step.Step).SkipWhile(step => step != first), steps);
    }

    private StepPlan Plan(string yaml) => new(_folder.Read(yaml), "bootstrap.tar", ["my.img"]);
}
