using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it()
    {
        string path = _folder.At("new/file");
        AtomicFile.Write(path, "one");
        AtomicFile.Write(path, "two");
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.At("new")));
    }

    [Fact]
    public void What_was_made_beside_its_place_is_moved_there()
    {
        string path = _folder.Write("file", "old");
        File.WriteAllText(AtomicFile.Partial(path), "new");
        AtomicFile.Publish(path);
        Assert.Equal("new", File.ReadAllText(path));
        Assert.False(File.Exists(AtomicFile.Partial(path)));
    }

    [Fact]
    public void What_is_deleted_does_not_depend_on_the_current_folder() =>
        Assert.Throws<ArgumentException>(() => AtomicFile.Delete(["src"]));

    [Fact]
    public void To_delete_what_is_not_there_is_no_failure()
    {
        string path = _folder.Write("file", "");
        AtomicFile.Delete([path, _folder.At("gone"), _folder.At("no/such/folder")]);
        Assert.False(File.Exists(path));
    }
}
