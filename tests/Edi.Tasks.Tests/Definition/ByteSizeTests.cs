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
}
