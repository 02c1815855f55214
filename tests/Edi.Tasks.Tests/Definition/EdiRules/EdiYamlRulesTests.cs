namespace Edi.Tasks.Tests;

/// <summary>Nodes as edi reads them, and what it takes for something else.</summary>
public sealed class EdiYamlRulesTests : EdiRules
{
    [Theory]
    [InlineData("{path: p.yml, skip: 'False'}", "EDI1003")] // edi: skips
    [InlineData("{path: p.yml, skip: no}", "")]
    [InlineData("{path: p.yml, path: p.yml}", "EDI1009")] // edi: last wins
    [InlineData("{path: p.yml, parameters: *nothing}", "EDI1001")] // edi: ComposerError
    [InlineData("{path: p.yml, unknown: 1}", "EDI1002")] // edi: dropped
    [InlineData("{}", "EDI1004")]
    [InlineData("{path: gone.yml}", "EDI1006")]
    [InlineData("{path: gone.yml, skip: true}", "")]
    public void A_node_is_right_or_told(string node, string codes) =>
        Assert.Equal(codes, string.Join(',', Folder.Places(DefinitionFolder.Bootstrap + $"playbooks: {{a: {node}}}").Select(place => place.Split(' ')[1])));

    [Fact]
    public void Merge_keys_work() =>
        Assert.Equal("1 3 4", ValuesOf("general: {parameters: {all: &all {a: 1, b: 2}}}", ", parameters: {<<: *all, b: 3, c: 4}", "a", "b", "c"));

    [Theory]
    [InlineData("2.2", true)]
    [InlineData("'2.2.1'", true)]
    [InlineData("2", true)]
    [InlineData("2.0", true)]
    [InlineData("2.10", false)] // edi: 2.1
    [InlineData("9.9.9", false)]
    [InlineData("'two'", false)]
    public void A_definition_may_ask_for_a_version_of_edi(string version, bool isFine) =>
        Assert.Equal(isFine, Folder.Problems(Playbook($"general: {{edi_required_minimal_edi_version: {version}}}")).Length == 0);
}
