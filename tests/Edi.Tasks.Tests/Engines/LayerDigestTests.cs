using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

public sealed class LayerDigestTests
{
    [Fact]
    public void A_layer_is_handed_on_by_its_digest()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("digest/EdiContainer.txt");
        LayerDigest.Write(path, new ContainerImage("0123abcd"));
        Assert.Equal("layer-image=0123abcd\n", File.ReadAllText(path));
        Assert.Equal(new ContainerImage("0123abcd"), LayerDigest.Read(path));
    }

    [Fact]
    public void A_snapshot_is_handed_on_by_its_digest()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("digest/EdiContainer.txt");
        LayerDigest.Write(path, new InstanceSnapshot("edi-1", "EdiContainer-01234567"));
        Assert.Equal("layer-snapshot=edi-1/EdiContainer-01234567\n", File.ReadAllText(path));
        Assert.Equal(new InstanceSnapshot("edi-1", "EdiContainer-01234567"), LayerDigest.ReadSnapshot(path));
        Assert.Null(LayerDigest.TryRead(path));
    }

    [Fact]
    public void A_snapshot_is_missing_for_Buildah()
    {
        using var folder = new TemporaryFolder();
        string digest = folder.Write("digest/EdiContainer.txt", "layer-snapshot=edi-1/EdiContainer-01234567\n");
        Assert.Contains("edi-1/EdiContainer-01234567", new LayerStores(ContainerEngine.Buildah, folder.At("cache")).Expected([], digest));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("layer-snapshot=", false)]
    [InlineData("layer-snapshot=edi-1", false)]
    [InlineData("layer-ima", false)]
    [InlineData("layer-image=", false)]
    [InlineData("layer-image=..\n", false)]
    [InlineData("layer-image=01\n", false)]
    [InlineData("layer-image=0123abcd\n", true)]
    public void A_digest_that_names_no_layer_of_the_store_is_missing(string content, bool isThere)
    {
        using var folder = new TemporaryFolder();
        folder.CreateFolder("cache/buildah/overlay-images/0123abcd");
        folder.Write("cache/buildah/overlay-images/images.json", """[{"id": "0123abcd"}]""");
        foreach (string step in new[] { "EdiContainer", "EdiConfigure.10_first.playbook" })
        {
            string digest = folder.Write($"digest/{step}.txt", content);
            Assert.Equal(isThere, new LayerStores(ContainerEngine.Buildah, folder.At("cache")).Expected([], digest).All(Path.Exists));
        }
    }

    [Theory]
    [InlineData("EdiBootstrap")]
    [InlineData("EdiPreprocess.EdiContainer")]
    [InlineData("EdiImage")]
    public void A_digest_of_a_step_without_a_layer_may_say_anything(string step)
    {
        using var folder = new TemporaryFolder();
        string digest = folder.Write($"digest/{step}.txt", "archive=1\n");
        Assert.Equal([digest], new LayerStores(ContainerEngine.Buildah, folder.At("cache")).Expected([], digest));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("layer-image")]
    public void What_names_no_layer_is_no_fault_of_the_program(string? content)
    {
        using var folder = new TemporaryFolder();
        string digest = content is null ? folder.At("none.txt") : folder.Write("EdiContainer.txt", content);
        var refused = Assert.Throws<EdiException>(() => LayerDigest.Read(digest));
        Assert.Equal(EdiCodes.LayerMissing, refused.Problems[0].Code);
    }
}
