namespace Edi.Tasks.Tests;

public sealed class RootTreeTests
{
    private readonly Edi.Tasks.Lint.RootTree _root = new ImageTree()
        .File("/usr/lib/file", "text").Link("/lib", "usr/lib").Link("/opt/up", "../usr/./lib").Link("/opt/absolute", "/lib/file")
        .Link("/opt/loop", "loop").Link("/opt/outside", "../../../usr").Link("/opt/nowhere", "/none").Root();

    [Theory]
    [InlineData("/usr/lib/file", "/usr/lib/file")]
    [InlineData("/lib/file", "/usr/lib/file")]
    [InlineData("/opt/up/file", "/usr/lib/file")]
    [InlineData("/opt/absolute", "/usr/lib/file")]
    [InlineData("/opt/outside", "/usr")]
    [InlineData("/", "/")]
    [InlineData("/opt/loop", null)]
    [InlineData("/opt/nowhere", null)]
    [InlineData("/usr/lib/file/below", null)]
    public void Links_lead_where_they_do_in_the_image(string path, string? found) => Assert.Equal(found, _root.Find(path)?.Path);

    [Fact]
    public void A_file_is_read_through_links_and_nothing_is_an_empty_text() =>
        Assert.Equal(("text", "", ""), (_root.ReadText("/opt/absolute"), _root.ReadText("/none"), _root.ReadText("/usr")));

    [Fact]
    public void A_folder_has_what_is_directly_in_it() =>
        Assert.Equal(["/usr/lib/file"], _root.In("/lib").Select(entry => entry.Path));
}
