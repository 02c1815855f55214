using System.Text.Json.Nodes;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

/// <summary>Which images of the daemon are the build's own, on their way from or to an instance.</summary>
public sealed class InstanceImageTests
{
    [Theory]
    [InlineData("""{"aliases": [{"name": "edi-1"}], "properties": {}}""", true)]
    // An interrupted publish.
    [InlineData("""{"aliases": [], "properties": {"name": "edi-1"}}""", true)]
    [InlineData("""{"aliases": null, "properties": {"name": "edi-1"}}""", true)]
    // Somebody has published what is made of it.
    [InlineData("""{"aliases": [{"name": "team-dev"}], "properties": {"name": "edi-1"}}""", false)]
    [InlineData("""{"aliases": [], "properties": {"name": "dev"}}""", false)]
    [InlineData("""{"aliases": [], "properties": null}""", false)]
    public void Only_those_of_its_name_are(string image, bool isNamed) => Assert.Equal(isNamed, InstanceImage.IsNamed(JsonNode.Parse(image)!, "edi-1"));
}
