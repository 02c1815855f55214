using Edi.Testing;

namespace Tests;

/// <summary>What is on the disk. Nothing is mounted or booted for it.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task The_version_is_on_the_image()
    {
        var image = await EdiProject.Find("edi-product").OpenImageAsync();
        var root = await image.FileSystemAsync("ROOT_LABEL");
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", await root.ReadTextAsync("/etc/product-version"));
    }
}
