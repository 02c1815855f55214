using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Introspection;
using Edi.Tasks.Definition.Nodes;

namespace Edi.Tasks.Tests;

public sealed class ShownValueTests
{
    [Theory]
    [InlineData("{80: http, on: 1, ~: 2, 1.5: 3, 2024-02-29: 4, '80': 5, 'on': 6}")]
    [InlineData("[.inf, -.inf, .nan, 2024-02-29, 2024-02-29 10:00:00.5 +01:00, 99999999999999999999999999999999999999, -1, 6.0]")]
    [InlineData("['.inf', '2024-02-29', '!!int 80', '!!', '80', 'yes', '~', \"a\\nb\"]")]
    public void What_is_shown_as_yaml_is_read_as_the_same(string yaml) =>
        Assert.Equal(Read(yaml).ToJsonString(), Read(ShownValue.Format(Read(yaml), "yaml")).ToJsonString());

    [Fact]
    public void As_json_keys_are_texts_without_tags_as_long_as_they_differ() => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse("""{"443": "2024-02-29", "true": ".inf", "80": 1, "!!int 80": 2}"""),
        JsonNode.Parse(ShownValue.Format(Read("{443: 2024-02-29, on: .inf, '80': 1, 80: 2}"), "json"))));

    private static JsonNode Read(string yaml) => YamlValues.ToJson(YamlFile.Parse(RenderedText.Of("values.yml", yaml), new ProblemList())!)!;
}
