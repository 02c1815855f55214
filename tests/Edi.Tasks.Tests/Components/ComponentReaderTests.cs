using System.Collections.Immutable;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class ComponentReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Components_come_in_the_order_of_the_references() =>
        Assert.Equal("b a", Order(["b", "a"], Component("a"), Component("b")));

    [Fact]
    public void What_nobody_references_directly_comes_last() =>
        Assert.Equal("b a", Order(["b"], Component("a"), Component("b", "a")));

    [Fact]
    public void A_component_comes_before_those_that_it_references() =>
        Assert.Equal("user common", Order(["common", "user"], Component("common"), Component("user", "Common")));

    [Fact]
    public void A_folder_that_the_project_names_comes_first() =>
        Assert.Equal("written a", Order(["a"], Component("a"), Component("written") with { Version = "" }));

    [Fact]
    public void Folders_that_name_each_other_are_all_there() =>
        Assert.Equal("a b", Order(["a", "b"], Component("a", "b"), Component("b", "a")));

    [Fact]
    public void The_same_folder_by_two_ways_is_one_component() =>
        Assert.Equal("a", Order([], Component("a"), Component("a")));

    [Fact]
    public void Two_folders_of_one_name_are_refused() =>
        Assert.Equal("EDI0015 The component 'a' is there 2 times", Refuse(Component("a"), Component("A") with { Directory = _folder.CreateFolder("other/plugins")[..^8] }));

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        Assert.Equal("EDI0015 The component 'a 1.0.0' should be in the folder /none, which does not exist.", Refuse(Component("a") with { Directory = "/none" }));

    [Fact]
    public void A_folder_with_nothing_of_a_component_is_refused() =>
        Assert.StartsWith("EDI0015 The component 'a 1.0.0' has nothing to use in ", Refuse(Component("a") with { Directory = _folder.CreateFolder("nothing") }), StringComparison.Ordinal);

    [Fact]
    public void A_component_for_another_sdk_is_refused() =>
        Assert.Equal("EDI0014 The component 'a 1.0.0' works with the versions [0.3, ) of Edi.Sdk; this one is 0.1.0.", Refuse(Component("a") with { SdkVersions = "[0.3, )" }));

    [Fact]
    public void A_range_that_is_none_is_refused() =>
        Assert.StartsWith("EDI0015 The component 'a 1.0.0' does not say for which versions of Edi.Sdk it is: 'soon' is no range of versions.", Refuse(Component("a") with { SdkVersions = "soon" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "0.1.0", true)]
    [InlineData("[0.1, )", "0.1.0", true)]
    [InlineData("[0.1, )", "0.2.7", true)]
    [InlineData("[0.1, )", "0.0.9", false)]
    [InlineData("0.1", "0.2.0", true)]
    [InlineData("[0.1, 0.2)", "0.2.0", false)]
    [InlineData("[0.1, 0.2)", "0.1.99", true)]
    [InlineData("[0.2, )", "0.2.0-beta.1", true)] // a preview of what is asked for
    [InlineData("[0.1, 0.2)", "0.2.0-beta.1", false)] // and of what is not
    [InlineData("[0.2.0-beta.2, )", "0.2.0-beta.1", false)]
    [InlineData("[0.2.0-beta.2, )", "0.2.0-beta.3", true)]
    [InlineData("[9, )", "0.0.0-dev", true)] // in the tree
    public void A_range_admits_versions_as_people_mean_it(string range, string version, bool admits) =>
        Assert.Equal(admits, SdkVersions.Admit(range, version));

    private ReferencedComponent Component(string name, params ImmutableArray<string> dependencies) =>
        new(name, Path.GetDirectoryName(_folder.CreateFolder($"{name}/plugins"))!, "1.0.0", "", dependencies);

    private static string Order(ImmutableArray<string> references, params ReferencedComponent[] components) =>
        string.Join(' ', new ComponentReader("0.1.0").Read(components, references).Select(component => component.Name));

    /// <summary>The code and the first sentence of the only problem, or as much of it as does not tell a place.</summary>
    private static string Refuse(params ReferencedComponent[] components)
    {
        var problem = Assert.Single(Assert.Throws<EdiException>(() => new ComponentReader("0.1.0").Read(components, [])).Problems);
        return $"{problem.Code.Id} {problem.Message.Split(" Use a ")[0].Split(" Of a package")[0].Split(" times:") switch { [var first, _] => first + " times", var all => all[0] }}";
    }
}
