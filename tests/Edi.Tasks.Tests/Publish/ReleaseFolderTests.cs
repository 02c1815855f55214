using Edi.Tasks.Diagnostics;
using Edi.Tasks.Publish;

namespace Edi.Tasks.Tests;

/// <summary>A release takes the place of the older one of its image, and of nothing else.</summary>
public sealed class ReleaseFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_an_older_release_has_left_goes_and_what_is_somebodys_stays()
    {
        _folder.Write("out/pi.ediproj", "mine");
        _folder.Write("out/.git/HEAD", "mine");
        Publish("pi_1.bmap", "pi_1.img.zst", "pi_1.partitions/10_boot.img", "CHANGES.md");
        Assert.Equal([".git/HEAD", "CHANGES.md", "SHA256SUMS", "pi.ediproj", "pi_1.bmap", "pi_1.img.zst", "pi_1.partitions/10_boot.img"], All());
        Publish("pi_2.bmap", "pi_2.img.zst");
        Assert.Equal([".git/HEAD", "SHA256SUMS", "pi.ediproj", "pi_2.bmap", "pi_2.img.zst"], All());
        Assert.False(Directory.Exists(_folder.At("out/pi_1.partitions")));
    }

    [Theory]
    [InlineData("abc  debian.iso\n")]
    [InlineData("abc  other_1.bmap\nabc  other_1.img.zst\n")]
    public void Checksums_of_something_else_are_left_alone(string checksums)
    {
        _folder.Write("out/SHA256SUMS", checksums);
        _folder.Write("out/debian.iso", "mine");
        var refused = Assert.Throws<EdiException>(() => Publish("pi_1.bmap"));
        Assert.Equal(EdiCodes.ReleaseFailed, refused.Problems.Single().Code);
        Assert.Equal(["SHA256SUMS", "debian.iso"], All());
    }

    [Fact]
    public void A_list_that_names_files_elsewhere_removes_none_of_them()
    {
        _folder.Write("precious", "mine");
        _folder.Write("out/SHA256SUMS", $"abc  ../precious\nabc  {_folder.At("precious")}\nabc  pi_1.bmap\n");
        Publish("pi_2.bmap");
        Assert.True(File.Exists(_folder.At("precious")));
    }

    [Fact]
    public void A_release_that_fails_leaves_the_older_one()
    {
        Publish("pi_1.bmap");
        Assert.Throws<InvalidOperationException>(() => Folder().Replace(_ => throw new InvalidOperationException()));
        Assert.Equal(["SHA256SUMS", "pi_1.bmap"], All());
    }

    private ReleaseFolder Folder() => new(_folder.At("out/"), "pi");

    private void Publish(params string[] files) => Folder().Replace(partial =>
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(partial, file))!);
            File.WriteAllText(Path.Combine(partial, file), "new");
        }

        File.WriteAllText(Path.Combine(partial, ReleaseFolder.Checksums), string.Concat(files.Select(file => $"abc  {file}\n")));
    });

    private string[] All() =>
    [
        .. Directory.GetFiles(_folder.At("out"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => Path.GetRelativePath(_folder.At("out"), file)).Order(StringComparer.Ordinal),
    ];
}
