using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class SubordinateRangeTests
{
    [Theory]
    [InlineData("me:100000:65536")]
    [InlineData("1000:100000:65536")]
    [InlineData(" me:100000:65536 ")]
    [InlineData("me:100000:65535")]
    [InlineData("me:5:10\nme:100000:65536\nme:900000:65536")]
    [InlineData("you:5:99999\nme:100000:65536")]
    public void A_range_is_its_owners_by_name_or_by_number(string lines) =>
        Assert.Equal(100000, SubordinateRange.Find(lines.Split('\n'), "me", 1000));

    [Theory]
    [InlineData("")]
    [InlineData("you:100000:65536")]
    [InlineData("me2:100000:65536")]
    [InlineData("m:100000:65536")]
    [InlineData("10000:100000:65536")]
    [InlineData("me:100000:65534")]
    [InlineData("me:100000")]
    [InlineData("me:100000:65536:1")]
    [InlineData("me:x:65536")]
    [InlineData("me:100000:y")]
    [InlineData("me:-1:65536")]
    [InlineData("me:+100000:65536")]
    [InlineData("me::")]
    [InlineData("# me:100000:65536")]
    [InlineData("\0")]
    public void Anything_else_is_no_range(string lines) =>
        Assert.Null(SubordinateRange.Find(lines.Split('\n'), "me", 1000));

    [Fact]
    public void Without_the_file_there_is_none()
    {
        Assert.Null(SubordinateRange.Find("/no/such/file", "me", 1000));
        Assert.Equal(100000, SubordinateRange.FirstFree("/no/such/file"));
    }

    [Theory]
    [InlineData("", 100000)]
    [InlineData("me:100000:65536", 165536)]
    [InlineData("me:100000:65536\nyou:165536:65536", 231072)]
    [InlineData("you:165536:65536\nme:100000:65536", 231072)]
    [InlineData("me:500:10", 100000)]
    [InlineData("garbage\nme:x:y\n\nme:100000:65536\n", 165536)]
    public void A_new_range_lies_above_all_others(string lines, int first)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(first, SubordinateRange.FirstFree(folder.Write("subuid", lines)));
    }
}
