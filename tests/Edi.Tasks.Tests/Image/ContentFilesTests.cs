using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

/// <summary>Sources of the root file system are found as the machine will find them, without running a program of it.</summary>
public sealed class ContentFilesTests : IDisposable
{
    private readonly HostToolFixture _tools = new();
    private readonly string _root;

    public ContentFilesTests()
    {
        _root = _tools.Folder.CreateFolder("root");
        _tools.Folder.Write("root/usr/lib/boot/loader-2", "loader");
        Link("lib", "usr/lib");
        Link("loader", "/usr/lib/boot/loader");
        Link("usr/lib/boot/loader", "loader-2");
        Link("out", "../../../etc/passwd");
        Link("round", "round");
        Link("gone", "nowhere");
    }

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("/usr/lib/boot/loader-2")]
    [InlineData("/lib/boot/loader")]
    [InlineData("/loader")]
    [InlineData("/usr/../lib/./boot//loader")]
    public void Links_lead_into_the_root_file_system(string path) =>
        Assert.Equal(_root + "/usr/lib/boot/loader-2", Find(path));

    [Theory]
    [InlineData("/none")]
    [InlineData("/gone")]
    [InlineData("/round")]
    [InlineData("/out")]
    public void What_is_not_there_is_a_coded_error(string path) =>
        Assert.Equal(EdiCodes.SourceMissing, Assert.Throws<EdiException>(() => Find(path)).Problems.Single().Code);

    private string Find(string path) =>
        ContentFiles.Find(_tools.Host, _root, new ContentSource(path, IsInProject: false, new("", 0, 0, 0, 0)), "raw data");

    private void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(_root, path), target);
}
