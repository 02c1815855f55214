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
        string text = BuildSchema.Of(File.ReadAllText(Repository.PathOf("docs/properties.md")));
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
    [InlineData("EdiPlaybook", "playbooks")]
    [InlineData("EdiCommand", "postprocessing_commands")]
    [InlineData("EdiPartition", "image/partitions")]
    public void Each_key_of_a_node_is_metadata_of_its_item(string item, string section)
    {
        var nodes = section.Split('/').Aggregate(DefinitionSchema.Root, (schema, key) => schema.Property(key)!).AdditionalProperties!;
        var keys = nodes.AnyOf.Prepend(nodes).SelectMany(choice => choice.Properties).Select(property => property.Key);
        string[] metadata = [.. keys.Distinct().Select(key => key == "label" ? "VolumeLabel" : string.Concat(key.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])))];
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
        Assert.StartsWith("Makes ", (string?)Schema["targets"]!["EdiBootstrap"], StringComparison.Ordinal);
        Assert.StartsWith("Shows ", (string?)Schema["targets"]!["EdiShowPlan"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_another_kind_is_not_passed_over() =>
        Assert.Throws<FormatException>(() => BuildSchema.Of("| knob | use |\n|---|---|\n| `EdiKnob` | none |\n"));
}
