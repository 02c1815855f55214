using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

public sealed class StableIdsTests
{
    [Fact]
    public void The_same_definition_always_gives_the_same()
    {
        Assert.Equal(All(Ids("my-image")), All(Ids("my-image")));
        // A change of these is a change of every image: root=UUID=… of a boot loader's configuration would break.
        Assert.Equal(
            ["7399500b", "7399500a-ce5f-8838-a397-a02df06b7c24", "87eafab3-d814-8885-8d9b-05d2a8ddbfad", "4d767328-1ea7-8c4c-8374-98c5804d6f08", "4d767328"],
            All(Ids("my-image")));
    }

    [Theory]
    [InlineData("other-image", "trixie", "arm64")]
    [InlineData("my-image", "bookworm", "arm64")]
    [InlineData("my-image", "trixie", "amd64")]
    public void Another_definition_gives_others(string name, string suite, string architecture) =>
        Assert.Empty(All(Ids("my-image")).Intersect(All(Ids(name, suite, architecture))));

    [Fact]
    public void Nothing_on_a_disk_shares_an_identifier()
    {
        var ids = Ids("my-image");
        Guid[] guids = [ids.DiskGuid, .. new[] { "10_boot", "20_root", "disk" }.SelectMany(name => new[] { ids.PartitionGuid(name), ids.FileSystemGuid(name) })];
        Assert.Equal(guids.Length, guids.Distinct().Count());
    }

    [Fact]
    public void A_disk_always_has_an_identifier() =>
        Assert.All(Enumerable.Range(0, 100), i => Assert.NotEqual(0u, Ids($"image-{i}").DiskId));

    [Fact]
    public void Guids_say_that_they_were_made_by_rules_of_our_own() =>
        Assert.All(Enumerable.Range(0, 100), i =>
        {
            string guid = Ids($"image-{i}").PartitionGuid("root").ToString();
            Assert.Equal('8', guid[14]); // RFC 9562, version 8
            Assert.Contains(guid[19], "89ab"); // and its variant.
        });

    internal static StableIds Ids(string name, string suite = "trixie", string architecture = "arm64")
    {
        var nowhere = new SourcePosition("", 0, 0, 0, 0);
        return new(new ImageDefinition(
            name,
            "",
            new("", ""),
            architecture,
            new("xz", 120, "", "", ""),
            new(suite, architecture, "minbase", ["main"], [], [], [], [], nowhere),
            null,
            [],
            [],
            new(PartitionTableKind.Gpt, []),
            [],
            [],
            [],
            [],
            []));
    }

    private static string[] All(StableIds ids) =>
        [$"{ids.DiskId:x8}", $"{ids.DiskGuid}", $"{ids.PartitionGuid("root")}", $"{ids.FileSystemGuid("root")}", $"{ids.Of("root").FatSerial:x8}"];
}
