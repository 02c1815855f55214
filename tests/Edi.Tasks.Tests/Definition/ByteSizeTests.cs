using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("1KiB", 1024)]
    [InlineData("512MiB", 536870912)]
    [InlineData("2 GiB", 2147483648)]
    public void A_size_is_a_whole_number_and_a_binary_unit(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out long parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("512")]
    [InlineData("512MB")]
    [InlineData("1.5GiB")]
    [InlineData("-1MiB")]
    [InlineData("99999999999TiB")]
    public void Anything_else_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData("1GB", "1GiB")]
    [InlineData("1G", "1GiB")]
    [InlineData("512 mb", "512MiB")]
    [InlineData("64kib", "64KiB")]
    [InlineData("1.5GiB", "1536MiB")]
    [InlineData("0.5T", "512GiB")]
    [InlineData("2048MB", "2048MiB")]
    public void What_was_probably_meant_is_known(string text, string meant)
    {
        Assert.Equal(meant, ByteSize.Meant(text));
        Assert.True(ByteSize.TryParse(meant, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("512")]
    [InlineData("GB")]
    [InlineData("0GB")]
    [InlineData("-1GB")]
    [InlineData("0.0001KB")]
    [InlineData("999999999999999T")]
    [InlineData("1PB")]
    [InlineData("big")]
    public void Of_anything_else_nothing_is_guessed(string text) => Assert.Null(ByteSize.Meant(text));
}
