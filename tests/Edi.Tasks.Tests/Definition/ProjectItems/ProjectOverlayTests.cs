using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>A project's own items, as the topmost overlay.</summary>
public sealed class ProjectOverlayTests : IDisposable
{
    private const string Definition =
        """
        bootstrap: {suite: trixie}
        preprocessing_commands: {100_keys: {path: c.sh, output: {keys: keys}}}
        playbooks: {500_both: {path: p.yml}}
        postprocessing_commands: {500_both: {path: c.sh, output: {o: x}}, 600_sign: {path: c.sh, output: {signature: s}}}
        """;

    private readonly DefinitionFolder _folder = new();

    public ProjectOverlayTests()
    {
        _folder.WriteToProject("plugins/p.yml");
        _folder.WriteToProject("plugins/c.sh");
        _folder.WriteToProject("my-image.ediproj", "<Project />");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_command_is_added_in_its_order()
    {
        Add("EdiCommand", "550_pack", ("Path", "c.sh"), ("Output", "{pack: pack.tar}"), ("RequireRoot", "unshare"), ("Parameters", "{level: 9}"));
        Add("EdiCommand", "050_first", ("Path", "c.sh"), ("Output", "{first: first}"), ("Stage", "Preprocessing"));
        var read = _folder.Read(Definition);
        Assert.Equal(["050_first", "100_keys"], read.PreprocessingCommands.Select(command => command.Name));
        Assert.Equal(["500_both", "550_pack", "600_sign"], read.PostprocessingCommands.Select(command => command.Name));
        Assert.Equal(RootRequirement.Unshare, read.PostprocessingCommands[1].RequireRoot);
    }

    [Theory]
    [InlineData("100_keys")]
    [InlineData("600_sign")]
    public void A_command_is_changed_in_the_section_that_has_it(string name)
    {
        Add("EdiCommand", name, ("RequireRoot", "fakeroot"));
        Assert.Equal(name, Assert.Single(_folder.Read(Definition).Commands, command => command.RequireRoot == RootRequirement.Fakeroot).Name);
    }

    [Fact]
    public void A_command_is_skipped()
    {
        Add("EdiCommand", "600_sign", ("Skip", "true"));
        Assert.Equal(["500_both"], _folder.Read(Definition).PostprocessingCommands.Select(command => command.Name));
    }

    [Theory]
    [InlineData("EdiCommand", "600_sign", "Stage", "Later")]
    [InlineData("EdiParameter", "color", "Type", "number")]
    [InlineData("EdiParameter", "color", "Node", "700_nothing")]
    [InlineData("EdiParameter", "color", "Node", "500_both")] // a playbook and a command
    public void An_item_that_says_nothing_clear_is_refused(string type, string name, string metadata, string value)
    {
        Add(type, name, (metadata, value));
        var problem = Assert.Single(_folder.Refuse(Definition).Problems);
        Assert.Equal(EdiCodes.InvalidValue, problem.Code);
        Assert.Contains(value, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_the_command_line_come_before_items_and_items_before_the_definition()
    {
        Add("EdiParameter", "color", ("Value", "item"));
        Add("EdiParameter", "shape", ("Value", "item"));
        Add("EdiParameter", "color", ("Value", "command line"));
        var variables = Assert.Single(_folder.Read("general: {parameters: {color: definition, shape: definition, size: definition}}\n" + Definition).Playbooks).Variables;
        Assert.Equal("command line, item, definition", $"{variables["color"]}, {variables["shape"]}, {variables["size"]}");
    }

    [Fact]
    public void Properties_come_before_the_definition()
    {
        Add("EdiVariant", "apt");
        Add("EdiComponents", "main;contrib");
        var bootstrap = _folder.Read(Definition).Bootstrap!;
        Assert.Equal(("apt", "main contrib"), (bootstrap.Variant, string.Join(' ', bootstrap.Components)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_a_definition_that_nobody_has_named_may_be_missing(bool mayBeMissing)
    {
        Add("EdiSuite", "trixie");
        _folder.MayBeMissing = mayBeMissing;
        if (mayBeMissing)
        {
            Assert.Equal("trixie", _folder.Load().Definition.Suite);
        }
        else
        {
            Assert.Equal(EdiCodes.DefinitionNotFound, Assert.Throws<EdiException>(() => _folder.Load()).Problems[0].Code);
        }
    }

    private void Add(string type, string name, params (string Name, string Value)[] metadata) => _folder.Items = _folder.Items.Add(
        new(type, name, metadata.ToImmutableDictionary(entry => entry.Name, entry => entry.Value), Path.Combine(_folder.Plugins.ProjectDirectory, "my-image.ediproj")));
}
