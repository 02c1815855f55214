using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class FileTreeTests : IDisposable
{
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_tree_is_described_by_kind_mode_target_and_content_in_the_order_of_names()
    {
        Make("b.txt", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Make("a/run", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Make(".hidden/.file", UnixFileMode.UserRead);
        File.SetUnixFileMode(_folder.At("a"), (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_folder.At(".hidden"), (UnixFileMode)0b111_000_000);
        File.CreateSymbolicLink(_folder.At("link"), "a/run");
        Assert.Equal(
            [
                ".hidden/ 700", $".hidden/.file 400 {Empty}",
                "a/ 755", $"a/run 500 {Empty}",
                $"b.txt 600 {Empty}",
                "link link:a/run",
            ],
            Describe());
    }

    [Fact]
    public void An_empty_folder_counts()
    {
        _folder.CreateFolder("empty");
        Assert.StartsWith("empty/ ", Assert.Single(Describe()), StringComparison.Ordinal);
    }

    [Fact]
    public void Time_does_not_count()
    {
        string path = _folder.Write("a", "1");
        AssertChanges(false, () => File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch));
    }

    [Fact]
    public void The_content_counts()
    {
        string path = _folder.Write("a", "1");
        AssertChanges(true, () => File.WriteAllText(path, "2"));
    }

    [Fact]
    public void The_mode_counts()
    {
        string path = _folder.Write("a", "1");
        AssertChanges(true, () => File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute));
    }

    [Fact]
    public void The_mode_of_a_folder_counts()
    {
        string path = _folder.CreateFolder("a");
        AssertChanges(true, () => File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.StickyBit));
    }

    [Fact]
    public void An_added_file_counts() => AssertChanges(true, () => _folder.Write("deep/down/a", ""));

    [Fact]
    public void A_removed_file_counts()
    {
        string path = _folder.Write("a", "1");
        AssertChanges(true, () => File.Delete(path));
    }

    [Fact]
    public void The_name_counts()
    {
        string path = _folder.Write("a", "1");
        AssertChanges(true, () => File.Move(path, _folder.At("b")));
    }

    [Fact]
    public void A_links_target_counts()
    {
        string link = _folder.At("link");
        File.CreateSymbolicLink(link, "a");
        AssertChanges(true, () =>
        {
            File.Delete(link);
            File.CreateSymbolicLink(link, "b");
        });
    }

    [Fact]
    public void A_link_in_the_place_of_a_file_counts()
    {
        string path = _folder.Write("a", "1");
        _folder.Write("b", "1");
        AssertChanges(true, () =>
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, "b");
        });
    }

    [Fact]
    public void A_link_to_a_folder_is_not_followed()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("file", "");
        File.CreateSymbolicLink(_folder.At("link"), elsewhere.Path);
        Assert.Equal([$"link link:{elsewhere.Path}"], Describe());
        AssertChanges(false, () => elsewhere.Write("another", ""));
    }

    [Fact]
    public void A_link_to_nowhere_and_a_link_to_itself_are_links()
    {
        File.CreateSymbolicLink(_folder.At("loop"), ".");
        File.CreateSymbolicLink(_folder.At("nowhere"), "/no/such/file");
        Assert.Equal(["loop link:.", "nowhere link:/no/such/file"], Describe());
    }

    [Fact]
    public void The_digest_is_that_of_sha256sum() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", FileTree.Digest(_folder.Write("abc", "abc")));

    [Fact]
    public void A_folder_as_a_whole_changes_with_what_is_in_it()
    {
        string file = _folder.Write("a/b", "1");
        string before = FileTree.DescribeWhole(_folder.At("a"));
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Assert.Equal(before, FileTree.DescribeWhole(_folder.At("a")));
        File.WriteAllText(file, "2");
        Assert.NotEqual(before, FileTree.DescribeWhole(_folder.At("a")));
    }

    [Fact]
    public void A_file_and_a_link_as_a_whole_are_themselves()
    {
        Make("a/b", UnixFileMode.UserRead);
        File.CreateSymbolicLink(_folder.At("link"), "a");
        Assert.Equal($"400 {Empty}", FileTree.DescribeWhole(_folder.At("a/b")));
        Assert.Equal("link:a", FileTree.DescribeWhole(_folder.At("link")));
    }

    [Fact]
    public void The_size_of_a_folder_is_that_of_its_files()
    {
        string one = _folder.Write("a/one", "1");
        _folder.Write("a/deep/three", "333");
        File.CreateSymbolicLink(_folder.At("a/loop"), ".");
        Assert.Equal(1, FileTree.SizeOf(one));
        Assert.Equal(4, FileTree.SizeOf(_folder.At("a")));
    }

    private void Make(string relative, UnixFileMode mode) => File.SetUnixFileMode(_folder.Write(relative, ""), mode);

    private string[] Describe() => [.. FileTree.Describe(_folder.Path).Select(entry => $"{entry.Path} {entry.Description}")];

    private void AssertChanges(bool expected, Action change)
    {
        string[] before = Describe();
        change();
        Assert.Equal(expected, !before.SequenceEqual(Describe()));
    }
}
