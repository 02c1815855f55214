using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class InputTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _elsewhere = new();

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void Without_links_it_is_the_tree_of_files()
    {
        _folder.Write("a/b", "1");
        _folder.CreateFolder("empty");
        Assert.Equal(FileTree.Describe(_folder.Path), InputTree.Describe(_folder.Path));
        Assert.Equal(FileTree.DescribeFile(new FileInfo(_folder.At("a/b"))), InputTree.DescribeFile(_folder.At("a/b")));
    }

    [Fact]
    public void The_content_of_a_file_behind_a_link_counts()
    {
        string file = _elsewhere.Write("file", "1");
        File.CreateSymbolicLink(_folder.At("first"), file);
        File.CreateSymbolicLink(_folder.At("second"), "first");
        string before = InputTree.DescribeFile(_folder.At("second"));
        Assert.StartsWith("link:first 6", before, StringComparison.Ordinal);
        AssertChanges(["first", "second"], () => File.WriteAllText(file, "2"));
        Assert.NotEqual(before, InputTree.DescribeFile(_folder.At("second")));
    }

    [Fact]
    public void The_name_of_a_links_target_counts()
    {
        File.CreateSymbolicLink(_folder.At("link"), _elsewhere.Write("a", "1"));
        AssertChanges(["link"], () =>
        {
            File.Delete(_folder.At("link"));
            File.CreateSymbolicLink(_folder.At("link"), _elsewhere.Write("b", "1"));
        });
    }

    [Fact]
    public void A_folder_behind_a_link_counts_with_all_that_is_in_it()
    {
        string file = _elsewhere.Write("deep/file", "1");
        File.CreateSymbolicLink(_folder.At("link"), _elsewhere.Path);
        Assert.Equal(["link/", "link/deep/", "link/deep/file"], Describe().Keys);
        Assert.Equal([_folder.At("link/deep/file")], InputTree.Files(_folder.Path));
        AssertChanges(["link/deep/file"], () => File.WriteAllText(file, "2"));
        AssertChanges(["link/"], () =>
        {
            File.Delete(_folder.At("link"));
            File.CreateSymbolicLink(_folder.At("link"), $"{_elsewhere.Path}/");
        });
    }

    [Theory]
    [InlineData("/no/such/file")]
    [InlineData("link")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("/usr/bin")]
    [InlineData("/proc/self/mounts")]
    [InlineData("/run")]
    public void A_link_to_nowhere_to_a_folder_around_it_and_to_the_hosts_system_is_a_link(string target)
    {
        string folder = _folder.CreateFolder("inner");
        File.CreateSymbolicLink(Path.Combine(folder, "link"), target);
        Assert.Equal([("link", $"link:{target}")], InputTree.Describe(folder));
        Assert.DoesNotContain(Path.Combine(folder, "link"), target == "/proc/self/mounts" ? [] : InputTree.Files(folder));
    }

    [Fact]
    public void Folders_that_lead_to_each_other_are_counted_once_by_a_link()
    {
        _elsewhere.Write("a/file", "");
        _elsewhere.Write("b/file", "");
        File.CreateSymbolicLink(_elsewhere.At("a/b"), "../b");
        File.CreateSymbolicLink(_elsewhere.At("b/a"), "../a");
        File.CreateSymbolicLink(_folder.At("1"), _elsewhere.At("a"));
        File.CreateSymbolicLink(_folder.At("2"), _elsewhere.At("b"));
        Assert.Equal(["1/", "1/b/", "1/b/a", "1/b/file", "1/file", "2"], Describe().Keys);
    }

    private Dictionary<string, string> Describe() => InputTree.Describe(_folder.Path).ToDictionary(entry => entry.Path, entry => entry.Description);

    private void AssertChanges(string[] paths, Action change)
    {
        var before = Describe();
        change();
        Assert.Equal(paths, Describe().Where(entry => before[entry.Key] != entry.Value).Select(entry => entry.Key));
    }
}
