using Edi.Tasks.Diagnostics;
using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

public sealed class BlockMapTests : IDisposable
{
    private const string Map =
        """
        <?xml version="1.0" ?>
        <!-- A comment. -->
        <bmap version="2.0">
          <ImageSize> 20000 </ImageSize>
          <BlockSize> 4096 </BlockSize>
          <BlocksCount> 5 </BlocksCount>
          <MappedBlocksCount> 3 </MappedBlocksCount>
          <ChecksumType> sha256 </ChecksumType>
          <BmapFileChecksum> 0 </BmapFileChecksum>
          <BlockMap>
            <Range chksum="AAAA"> 0 </Range>
            <Range chksum="BBBB"> 3-4 </Range>
          </BlockMap>
        </bmap>
        """;

    private static readonly string s_first = new('a', 64);
    private static readonly string s_second = new('b', 64);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ranges_are_bytes_and_the_last_ends_with_the_image()
    {
        var map = Read(Map);
        Assert.Equal(20000, map.ImageSize);
        Assert.Equal([new(0, 4096, s_first), new(12288, 20000 - 12288, s_second)], map.Ranges);
        Assert.Equal(4096 + 20000 - 12288, map.MappedSize);
    }

    [Fact]
    public void The_name_of_its_file_is_no_URI() =>
        Assert.Equal(20000, Read(Map, "a%41/x.bmap").ImageSize);

    [Theory]
    [InlineData("version=\"2.0\"", "version=\"1.3\"", "expected a bmap of version 2")]
    [InlineData("<bmap version=\"2.0\">", "<bmap>", "expected a bmap of version 2")]
    [InlineData("sha256", "sha1", "expected checksums of the type sha256")]
    [InlineData("<BlockSize> 4096 </BlockSize>", "", "it has no BlockSize")]
    [InlineData("> 4096 <", "> 0 <", "not positive")]
    [InlineData("> 4096 <", "> -4096 <", "-4096")]
    [InlineData("> 3-4 <", "> 3-5 <", "beyond the image's end")]
    [InlineData("> 3-4 <", "> 9 <", "beyond the image's end")]
    [InlineData("> 3-4 <", "> 4-3 <", "empty")]
    [InlineData("> 3-4 <", "> 0-1 <", "overlap or are not in order")]
    [InlineData("> 3-4 <", "> 3 <", "not as many blocks")]
    [InlineData("> 3-4 <", "> x <", "'x'")]
    [InlineData("> 3-4 <", "> 3-9223372036854775807 <", "")]
    [InlineData(" chksum=\"AAAA\"", "", "the range '0' has no checksum")]
    [InlineData("AAAA", "aaaa; rm -r /", "the range '0' has no checksum")]
    [InlineData("</bmap>", "", "")]
    [InlineData("<BlockMap>", "<BlockMaps>", "")]
    public void Another_file_is_a_coded_error(string old, string replacement, string message)
    {
        Assert.Contains(old, Map, StringComparison.Ordinal);
        var problem = Assert.Throws<EdiException>(() => Read(Map.Replace(old, replacement, StringComparison.Ordinal))).Problems.Single();
        Assert.Equal(EdiCodes.NothingToFlash, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_a_coded_error() => Assert.Throws<EdiException>(() => Read(""));

    private BlockMap Read(string text, string file = "x.bmap") => BlockMap.Read(_folder.Write(file, text
        .Replace("\"AAAA\"", $"\"{s_first}\"", StringComparison.Ordinal).Replace("\"BBBB\"", $"\"{s_second}\"", StringComparison.Ordinal)));
}
