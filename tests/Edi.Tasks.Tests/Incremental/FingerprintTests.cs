using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_written_only_when_it_differs()
    {
        string path = _folder.At("new/folder/step.txt");
        Assert.True(new Fingerprint().Add("suite", "trixie").WriteIfDifferent(path));
        var written = File.GetLastWriteTimeUtc(path).AddHours(-1);
        File.SetLastWriteTimeUtc(path, written);

        Assert.False(new Fingerprint().Add("suite", "trixie").WriteIfDifferent(path));
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));

        Assert.True(new Fingerprint().Add("suite", "bookworm").WriteIfDifferent(path));
        Assert.Equal("suite=bookworm\n", File.ReadAllText(path));
        Assert.True(File.GetLastWriteTimeUtc(path) > written);
        Assert.Equal([path], Directory.GetFiles(_folder.At("new/folder")));
    }

    [Fact]
    public void Lines_keep_the_order_in_which_they_were_added() =>
        Assert.Equal(["b=1", "a=2", "b=3"], new Fingerprint().Add("b", "1").Add("a", "2").Add("b", "3").Lines);

    [Fact]
    public void A_list_is_one_line() =>
        Assert.Equal(["components=main contrib", "none="], new Fingerprint().Add("components", ["main", "contrib"]).Add("none", []).Lines);

    [Theory]
    [InlineData("one\ntwo", "name=one\\ntwo")]
    [InlineData("one\r\ntwo", "name=one\\ntwo")]
    [InlineData("one\n", "name=one\\n")]
    public void An_end_of_line_in_a_value_does_not_make_a_line(string value, string line) =>
        Assert.Equal([line], new Fingerprint().Add("name", value).Lines);

    [Fact]
    public void An_end_of_line_in_the_name_of_a_file_does_not_make_a_line()
    {
        _folder.Write("odd/two\nlines", "");
        Assert.StartsWith("r/two\\nlines=", Assert.Single(new Fingerprint().AddCopied("r", _folder.At("odd"), FileModes.All).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hidden_value_is_told_apart_but_not_told()
    {
        string line = Assert.Single(new Fingerprint().AddHidden("parameter.password", "hunter2").Lines);
        Assert.Equal("parameter.password=sha256:f52fbd32b2b3b86ff88ef6c490628285f482af15ddcb29541f94bcf526a3f6c7", line);
        Assert.NotEqual(line, Assert.Single(new Fingerprint().AddHidden("parameter.password", "hunter3").Lines));
    }

    [Fact]
    public void A_folders_files_bear_its_name()
    {
        _folder.Write("roles/a/main.yml", "");
        Assert.Equal(["r/a/", "r/a/main.yml"], new Fingerprint().AddCopied("r", _folder.At("roles"), FileModes.All).Lines.Select(line => line.Split('=')[0]));
    }

    [Fact]
    public void A_file_is_told_by_mode_and_content()
    {
        string path = _folder.Write("key.gpg", "");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Equal(
            ["keyring=440 sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
            new Fingerprint().AddFile("keyring", path).Lines);
    }

    [Fact]
    public void A_package_that_is_not_installed_is_said_to_be_none() =>
        Assert.Equal(["tool.no-such-package=not a package"], new Fingerprint().AddPackages(["no-such-package"]).Lines);
}
