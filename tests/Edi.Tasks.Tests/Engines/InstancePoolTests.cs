using System.Text.Json.Nodes;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

public sealed class InstancePoolTests
{
    [Theory]
    [InlineData("""{"devices": {"eth0": {"type": "nic"}, "root": {"type": "disk", "path": "/", "pool": "fast"}}}""", "fast")]
    [InlineData("""{"devices": {"data": {"type": "disk", "path": "/srv", "pool": "slow"}}}""", "default")]
    [InlineData("""{"devices": {}}""", "default")]
    [InlineData("null", "default")]
    public void It_is_that_of_the_default_profile(string profile, string pool) =>
        Assert.Equal(pool, InstancePool.Of(JsonNode.Parse(profile)));
}
