using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class SetAsideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Image => _folder.At("bin/a.img");

    private string Folder => _folder.At("bin/a.partitions");

    public SetAsideTests()
    {
        _folder.Write("bin/a.img", "image");
        _folder.Write("bin/a.partitions/1", "partition");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_put_aside_looks_like_nothing_finished_and_comes_back_as_it_was()
    {
        string identity = FileIdentity.Of(Image);
        SetAside.Take([Image, Folder, _folder.At("bin/none")]);
        Assert.Equal([_folder.At("bin/.a.img.stale"), _folder.At("bin/.a.partitions.stale")], Directory.GetFileSystemEntries(_folder.At("bin")).Order(StringComparer.Ordinal));
        SetAside.PutBack([Image, Folder, _folder.At("bin/none")]);
        Assert.Equal([Image, Folder], Directory.GetFileSystemEntries(_folder.At("bin")).Order(StringComparer.Ordinal));
        Assert.Equal(identity, FileIdentity.Of(Image));
    }

    [Fact]
    public void What_was_made_anew_stays()
    {
        SetAside.Take([Image]);
        File.WriteAllText(Image, "new");
        SetAside.PutBack([Image]);
        Assert.Equal("new", File.ReadAllText(Image));
    }

    [Fact]
    public void What_an_earlier_build_has_put_aside_gives_way()
    {
        SetAside.Take([Image, Folder]);
        _folder.Write("bin/a.img", "second");
        _folder.Write("bin/a.partitions/2", "second");
        SetAside.Take([Image, Folder]);
        SetAside.PutBack([Image, Folder]);
        Assert.Equal("second", File.ReadAllText(Image));
        Assert.Equal([Path.Combine(Folder, "2")], Directory.GetFiles(Folder));
    }

    [Fact]
    public void What_is_deleted_is_deleted_at_both_places()
    {
        SetAside.Take([Image]);
        SetAside.Delete([Image, Folder + "/"]);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.At("bin")));
    }
}
