using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

public sealed class LayerDigestTests
{
    [Fact]
    public void A_layer_is_handed_on_by_its_digest()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("digest/EdiContainer.txt");
        LayerDigest.Write(path, new("0123abcd"));
        Assert.Equal("layer-image=0123abcd\n", File.ReadAllText(path));
        Assert.Equal(new ContainerImage("0123abcd"), LayerDigest.Read(path));
    }
}
