using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Schema;

namespace Edi.Tasks.Tests;

/// <summary>
/// The file beside Sdk.targets by which editors complete our names is made of docs/properties.md:
/// <c>EDI_UPDATE_DOCS=1</c> in the environment of this test writes it anew.
/// </summary>
public sealed class BuildSchemaTests
{
    private static readonly string s_file = Repository.PathOf("src/Edi.Sdk/Sdk/Sdk.targets.buildschema.json");

    private static JsonObject Schema => JsonNode.Parse(File.ReadAllText(s_file))!.AsObject();

    [Fact]
    public void Editors_know_what_the_page_says()
    {
        string text = BuildSchema.Of(File.ReadAllText(Repository.PathOf("docs/properties.md")), Describe);
        if (Environment.GetEnvironmentVariable("EDI_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(s_file, text);
        }

        Assert.Equal(text, File.ReadAllText(s_file));
    }

    [Theory]
    [MemberData(nameof(PropertiesPageTests.Names), MemberType = typeof(PropertiesPageTests))]
    public void Each_public_name_of_the_sdks_files_is_there(string name) =>
        Assert.Contains(name, new[] { "properties", "items", "targets" }.SelectMany(kind => Schema[kind]!.AsObject()).Select(entry => entry.Key));

    [Theory]
    [InlineData("EdiPlaybook")]
    [InlineData("EdiCommand")]
    [InlineData("EdiPartition")]
    public void Each_key_of_a_node_is_metadata_of_its_item(string item)
    {
        string[] metadata = [.. Keys(item).Select(key => key.Name)];
        Assert.NotEmpty(metadata);
        Assert.Empty(metadata.Except(Schema["items"]![item]!["metadata"]!.AsObject().Select(entry => entry.Key)));
    }

    [Fact]
    public void Defaults_descriptions_and_kinds_come_from_the_tables()
    {
        Assert.Equal(
            """{"description":"Whether the build installs the Debian packages that the host lacks. Example: `true`","defaultValue":"false","type":"bool"}""",
            Schema["properties"]!["EdiInstallHostTools"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("A playbook", (string?)Schema["items"]!["EdiPlaybook"]!["description"]);
        Assert.StartsWith("The partition type", (string?)Schema["items"]!["EdiPartition"]!["metadata"]!["Type"], StringComparison.Ordinal);
        Assert.StartsWith("One layer for each", (string?)Schema["targets"]!["EdiConfigure"], StringComparison.Ordinal);
        Assert.StartsWith("Shows ", (string?)Schema["targets"]!["EdiShowPlan"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_another_kind_is_not_passed_over() =>
        Assert.Throws<FormatException>(() => BuildSchema.Of("| knob | use |\n|---|---|\n| `EdiKnob` | none |\n", Describe));

    private static string? Describe(string item, string metadata) => Keys(item).FirstOrDefault(key => key.Name == metadata).Description;

    /// <summary>The keys of an item's node in the definition, in MSBuild's spelling.</summary>
    private static IEnumerable<(string Name, string Description)> Keys(string item)
    {
        var nodes = item switch
        {
            "EdiPlaybook" => DefinitionSchema.Root.Property("playbooks"),
            "EdiCommand" => DefinitionSchema.Root.Property("postprocessing_commands"),
            "EdiPartition" => DefinitionSchema.Root.Property("image")!.Property("partitions"),
            _ => null,
        };
        return nodes is not { AdditionalProperties: { } node } ? [] : node.AnyOf.Prepend(node).SelectMany(choice => choice.Properties).Select(key => (NameOf(key.Key), key.Value.Description));
    }

    private static string NameOf(string key) =>
        key == "label" ? "VolumeLabel" : string.Concat(key.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
