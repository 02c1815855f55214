using Edi.Tasks.Lint;

namespace Edi.Tasks.Tests;

/// <summary>A store as Buildah's: a base of two layers, and two playbooks of one each.</summary>
public sealed class LayerOriginsTests : IDisposable
{
    private readonly HostToolFixture _tools = new();

    public LayerOriginsTests()
    {
        Write("overlay-images/images.json", """[{"id": "i0", "layer": "l1"}, {"id": "i1", "layer": "l2"}, {"id": "i2", "layer": "l3"}]""");
        Write("overlay-layers/layers.json", """[{"id": "l0"}, {"id": "l1", "parent": "l0"}, {"id": "l2", "parent": "l1"}, {"id": "l3", "parent": "l2"}]""");
        Write("overlay/l0/diff/etc/base", "base");
        Write("overlay/l0/diff/etc/shadow", "root:*:\n");
        Write("overlay/l1/diff/etc/base", "base");
        Write("overlay/l1/diff/etc/changed", "old");
        Write("overlay/l2/diff/etc/shadow", "root:*:\npi:hash:\n");
        Write("overlay/l2/diff/etc/first", "first");
        Write("overlay/l3/diff/etc/shadow", "root:*:\npi:hash:\nlater:*:\n");
        Write("overlay/l3/diff/etc/changed", "new");
        Write("overlay/l3/diff/etc/second", "second");
        Write("overlay/l0/diff/linked/file", "base");
        _tools.Folder.Write("host/file", "host's");
        File.CreateSymbolicLink(_tools.Folder.At("buildah/overlay/l3/diff/linked"), _tools.Folder.At("host"));
        Mode("overlay/l2/diff/etc", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Mode("overlay/l3/diff/etc", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
    }

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("/etc/base", "", "base")]
    [InlineData("/etc/first", "", "one")]
    [InlineData("/etc/second", "", "two")]
    [InlineData("/etc/changed", "", "two")]
    [InlineData("/etc/shadow", "pi:hash:", "one")]
    [InlineData("/etc/shadow", "later:*:", "two")]
    [InlineData("/etc/shadow", "root:*:", "base")]
    [InlineData("/etc", "", "one")]
    [InlineData("/linked/file", "", "base")] // The later layer's link would lead to the host.
    [InlineData("/etc/nothing", "", "")]
    [InlineData("", "", "")]
    public void The_step_is_named_that_left_it_so(string path, string evidence, string step) =>
        Assert.Equal([step], Origins().Of([new("/elsewhere", "") { Witness = path, Evidence = evidence }]));

    [Fact]
    public void Nothing_is_asked_about_nothing()
    {
        Assert.Empty(Origins().Of([]));
        Assert.Empty(_tools.Details);
    }

    private LayerOrigins Origins() => new(_tools.Host, _tools.Folder.Path, [("base", new("i0")), ("one", new("i1")), ("two", new("i2"))]);

    private void Write(string path, string content) => _tools.Folder.Write($"buildah/{path}", content);

    private void Mode(string path, UnixFileMode mode) => File.SetUnixFileMode(_tools.Folder.At($"buildah/{path}"), mode);
}
