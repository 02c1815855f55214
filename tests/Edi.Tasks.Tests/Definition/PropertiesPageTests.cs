using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Edi.Tasks.Tests;

/// <summary>docs/properties.md names all that the SDK's files offer.</summary>
public sealed partial class PropertiesPageTests
{
    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs/properties.md"));

    private static readonly string[] s_files = [.. Directory.GetFiles(Repository.PathOf("src/Edi.Sdk/Sdk")).Where(file => !file.EndsWith(".json", StringComparison.Ordinal))];

    private static readonly XElement[] s_elements = [.. s_files.SelectMany(file => XDocument.Load(file).Descendants())];

    public static TheoryData<string> Names =>
    [
        .. s_elements.Where(element => element.Parent?.Name.LocalName == "PropertyGroup").Select(element => element.Name.LocalName)
            .Concat(s_elements.Where(element => element.Name.LocalName == "Target").Select(element => element.Attribute("Name")!.Value))
            .Concat(s_elements.Where(element => element.Name.LocalName == "Output").Select(element => (element.Attribute("PropertyName") ?? element.Attribute("ItemName"))!.Value))
            .Concat(s_elements.Where(element => element.Name.LocalName == "EdiReadDefinition").Attributes().SelectMany(attribute => attribute.Value.Split('@', '$', '(', ')')))
            .Where(name => name.StartsWith("Edi", StringComparison.Ordinal) || name.StartsWith("UsingEdi", StringComparison.Ordinal))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_that_is_for_users_is_on_the_page(string name) => Assert.Contains($"`{name}`", s_page, StringComparison.Ordinal);

    [Fact]
    public void A_name_on_the_page_is_one_of_the_sdks_files()
    {
        string files = string.Concat(s_files.Select(File.ReadAllText));
        Assert.All(FirstColumn().Matches(s_page), match => Assert.Matches($@"\b{match.Groups[1].Value}\b", files));
    }

    [Fact]
    public void Names_are_found_in_all_kinds_of_places() =>
        Assert.Empty(new[] { "EdiSuite", "EdiCommand", "EdiShowPlan", "EdiDefinition", "EdiHostPackage" }.Except(Names.Select(row => row.Data)));

    [GeneratedRegex(@"^\| `(Edi\w+)`", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();
}
