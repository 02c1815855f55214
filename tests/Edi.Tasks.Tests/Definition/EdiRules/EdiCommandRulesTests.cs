using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

/// <summary>What a command may leave.</summary>
public sealed class EdiCommandRulesTests : EdiRules
{
    [Theory]
    [InlineData("output: {o: x}", "o Path x")]
    [InlineData("output: {o: {location: x}}", "o Path x")]
    [InlineData("output: {o: {location: x, type: path}}", "o Path x")]
    [InlineData("output: {o: {location: 'localhost/x:y', type: podman-image}}", "o PodmanImage localhost/x:y")]
    [InlineData("output: {o: {location: x, type: podman-image-root}}", "o PodmanImageRoot x")]
    [InlineData("output: {o: {location: x, type: buildah-container}}", "o BuildahContainer x")] // edi: fails when it runs
    public void An_output_is_a_name_or_a_mapping(string output, string read)
    {
        var outputs = Assert.Single(Folder.Read($"postprocessing_commands: {{a: {{path: p.yml, {output}}}}}").PostprocessingCommands).Outputs;
        Assert.Equal([read], outputs.Select(found => $"{found.Name} {found.Kind} {(found.Kind == ArtifactKind.Path ? Path.GetFileName(found.Location) : found.Location)}"));
    }

    [Fact]
    public void A_command_may_make_the_disk_image_where_the_definition_does_not()
    {
        const string command = "postprocessing_commands: {a: {path: p.yml, output: {o: my-image.img}}}\n";
        Assert.Empty(Folder.Problems(command));
        Assert.Equal(["1:56 EDI1015"], Folder.Places(command + DefinitionFolder.Bootstrap + DefinitionFolder.Image));
    }

    [Theory]
    [InlineData("require_root: false", "EDI1004")] // no output
    [InlineData("output: {}", "EDI1004")] // edi: never runs
    [InlineData("output: x", "EDI1003")]
    [InlineData("output: {o: a/b}", "EDI1005")]
    [InlineData("output: {o: {location: ''}}", "EDI1003")]
    [InlineData("output: {o: {location: x, type: tar}}", "EDI1005")]
    [InlineData("output: {o: x}, require_root: 'yes please'", "EDI1005")] // edi: when it is reached
    public void An_output_is_nothing_else(string keys, string code) =>
        Assert.Equal([code], Folder.Refuse($"postprocessing_commands: {{a: {{path: p.yml, {keys}}}}}").Problems.Select(problem => problem.Code.Id));

    [Theory]
    [InlineData("", RootRequirement.None)]
    [InlineData(", require_root: False", RootRequirement.None)]
    [InlineData(", require_root: True", RootRequirement.Real)]
    [InlineData(", require_root: fakeroot", RootRequirement.Fakeroot)]
    [InlineData(", require_root: unshare", RootRequirement.Unshare)]
    internal void A_command_says_as_whom_it_runs(string key, RootRequirement root) =>
        Assert.Equal(root, Folder.Read($"postprocessing_commands: {{a: {{path: p.yml, output: {{o: x}}{key}}}}}").PostprocessingCommands[0].RequireRoot);
}
