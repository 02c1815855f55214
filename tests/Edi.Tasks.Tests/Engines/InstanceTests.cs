using System.Text.Json.Nodes;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

public sealed class InstanceTests
{
    [Fact]
    public void Snapshots_are_in_the_order_of_their_making() => Assert.Equal(
        ["EdiContainer-1", "EdiConfigure.100-2", "EdiConfigure.200-3"],
        Instance.Snapshots(JsonNode.Parse(
            """
            {"name": "edi-1", "snapshots": [
              {"name": "EdiConfigure.200-3", "created_at": "2026-11-26T06:56:33.1Z"},
              {"name": "EdiContainer-1", "created_at": "2026-11-26T06:56:31.489785689Z"},
              {"name": "edi-1/EdiConfigure.100-2", "created_at": "2026-11-26T06:56:32Z"}]}
            """)!.AsObject()));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"snapshots": null}""")]
    public void An_instance_may_have_none(string instance) => Assert.Empty(Instance.Snapshots(JsonNode.Parse(instance)!.AsObject()));

    [Theory]
    [InlineData("EdiConfigure.100_first", "EdiConfigure.100_first-")]
    [InlineData("EdiConfigure.a/b c:d", "EdiConfigure.a-b-c-d-")]
    public void A_snapshot_has_the_steps_name_and_is_no_other_runs(string step, string begin)
    {
        var snapshot = InstanceSnapshot.New("edi-1", step);
        Assert.StartsWith(begin, snapshot.Name, StringComparison.Ordinal);
        Assert.Equal(snapshot, InstanceSnapshot.TryParse(snapshot.ToString()));
        Assert.NotEqual(snapshot, InstanceSnapshot.New("edi-1", step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edi-1")]
    [InlineData("edi-1/")]
    [InlineData("a/b/c")]
    public void What_is_no_snapshot_is_not_read_as_one(string text) => Assert.Null(InstanceSnapshot.TryParse(text));
}
