using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class FileIdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_has_size_time_inode_and_device()
    {
        string file = _folder.Write("file", "content");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddSeconds(1.5));
        Assert.Matches(@"^7 1\.500000000 [1-9]\d* \d+:\d+$", FileIdentity.Of(file));
    }

    [Fact]
    public void The_disk_has_a_file_without_its_holes()
    {
        string file = _folder.At("sparse");
        using (var sparse = File.Create(file))
        {
            sparse.SetLength(8 << 20);
            sparse.Write(new byte[1 << 20]);
        }

        Assert.InRange(FileIdentity.AllocatedSize(file), 1 << 20, 2 << 20);
        Assert.Equal(0, FileIdentity.AllocatedSize(_folder.At("missing")));
        Assert.Equal(0, FileIdentity.AllocatedSize(_folder.At("")));
    }

    [Fact]
    public void A_move_keeps_it()
    {
        string file = _folder.Write("file", "content");
        string before = FileIdentity.Of(file);
        File.Move(file, _folder.At("moved"));
        Assert.Equal(before, FileIdentity.Of(_folder.At("moved")));
    }

    [Fact]
    public void A_copy_has_another()
    {
        string file = _folder.Write("file", "content");
        File.Copy(file, _folder.At("copy"));
        File.SetLastWriteTimeUtc(_folder.At("copy"), File.GetLastWriteTimeUtc(file));
        Assert.NotEqual(FileIdentity.Of(file), FileIdentity.Of(_folder.At("copy")));
    }

    [Fact]
    public void A_folder_has_that_of_all_in_it()
    {
        string file = _folder.Write("folder/deep/file", "content");
        string before = FileIdentity.Of(_folder.At("folder"));
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Assert.NotEqual(before, FileIdentity.Of(_folder.At("folder")));
    }

    [Fact]
    public void A_link_has_its_own()
    {
        File.CreateSymbolicLink(_folder.At("link"), "nowhere");
        Assert.StartsWith("7 ", FileIdentity.Of(_folder.At("link")), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_files_with_an_end_are_regular()
    {
        string file = _folder.Write("file", "content");
        File.CreateSymbolicLink(_folder.At("link"), file);
        Assert.Equal(
            [true, true, false, false, false, false],
            new[] { file, _folder.At("link"), _folder.Path, "/dev/zero", _folder.At("nothing"), "a\0b" }.Select(FileIdentity.IsRegularFile));
    }

    [Fact]
    public void What_is_not_there_has_none() => Assert.Throws<IOException>(() => FileIdentity.Of(_folder.At("nothing")));
}
