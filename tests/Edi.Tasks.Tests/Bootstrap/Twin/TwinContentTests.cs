using Edi.Tasks.Bootstrap.Twin;

namespace Edi.Tasks.Tests;

public sealed class TwinContentTests
{
    [Theory]
    [InlineData("0.5.12-9", "0.5.12-9")]
    [InlineData("3.11-4+b1", "3.11-4")]
    [InlineData("1:2.41-5+b12", "1:2.41-5")]
    [InlineData("2.0+b1-1", "2.0+b1-1")]
    [InlineData("2.0+b", "2.0+b")]
    [InlineData("2.0+b1~bpo12", "2.0+b1~bpo12")]
    [InlineData("2.0+beta1", "2.0+beta1")]
    [InlineData("2.0+b1+b2", "2.0+b1")]
    public void A_version_does_not_count_an_architectures_rebuilds(string version, string source) =>
        Assert.Equal(source, TwinContent.Parse([$"tar {version}"]).Versions["tar"]);

    [Fact]
    public void Files_belong_to_the_package_above_them()
    {
        var content = TwinContent.Parse(
        [
            "tar 1.35", "./usr/bin/tar", "./usr/share/tar/a b.txt",
            "gzip 1.13", "./usr/bin/gzip",
            "empty 1",
        ]);
        Assert.Equal(["empty", "gzip", "tar"], content.Versions.Keys);
        Assert.Equal(
            [new("/usr/bin/gzip", "gzip"), new("/usr/bin/tar", "tar"), new("/usr/share/tar/a b.txt", "tar")],
            content.Files);
    }

    [Fact]
    public void Of_two_packages_with_one_file_the_later_has_it() =>
        Assert.Equal("new", TwinContent.Parse(["old 1", "./usr/bin/x", "new 1", "./usr/bin/x"]).Files["/usr/bin/x"]);

    [Theory]
    [InlineData("./bin/tar", "/usr/bin/tar")]
    [InlineData("./sbin/fdisk", "/usr/sbin/fdisk")]
    [InlineData("./lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/x86_64-linux-gnu/libc.so.6")]
    [InlineData("./lib64/ld-linux-x86-64.so.2", "/usr/lib64/ld-linux-x86-64.so.2")]
    [InlineData("./bin/", "/usr/bin/")]
    [InlineData("./usr/bin/tar", "/usr/bin/tar")]
    [InlineData("./usr/lib/bin/x", "/usr/lib/bin/x")]
    [InlineData("./etc/bin/x", "/etc/bin/x")]
    [InlineData("./binary/x", "/binary/x")]
    [InlineData("./", "/")]
    public void A_path_is_that_of_a_merged_usr(string line, string path) =>
        Assert.Equal([path], TwinContent.Parse(["tar 1.35", line]).Files.Keys);

    [Fact]
    public void Nothing_unpacked_is_nothing()
    {
        var content = TwinContent.Parse([]);
        Assert.Empty(content.Versions);
        Assert.Empty(content.Files);
    }

    [Fact]
    public void A_packages_files_are_those_that_are_meant_by_path()
    {
        var content = TwinContent.Parse(
        [
            "python3.13-minimal 3.13.5", "./usr/bin/python3.13", "./usr/share/python/x",
            "python3.12-minimal 3.12.1", "./usr/bin/python3.12",
            "python3 3.13.5", "./usr/bin/python3",
        ]);
        Assert.Equal(
            ["/usr/bin/python3.12", "/usr/bin/python3.13"],
            content.FilesOf(Twinned.Package("python3.*-minimal") with { Except = ["/usr/share/*"] }));
        Assert.Empty(content.FilesOf(Twinned.Package("python3.*-minimal") with { Only = ["/usr/bin/python3"] }));
        Assert.Empty(content.FilesOf(Twinned.Package("perl-base")));
    }
}
