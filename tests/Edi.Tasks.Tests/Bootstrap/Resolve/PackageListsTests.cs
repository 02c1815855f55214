using Edi.Tasks.Bootstrap.Resolve;

namespace Edi.Tasks.Tests;

public sealed class PackageListsTests : IDisposable
{
    private const string Main = "deb.debian.org_debian_dists_trixie_main_binary-amd64_Packages";
    private const string Firmware = "deb.debian.org_debian_dists_trixie_non-free-firmware_binary-amd64_Packages";

    private readonly TemporaryFolder _lists = new();

    public PackageListsTests()
    {
        _lists.Write(Main, "Package: bash\nDescription: a shell\n Package: no field\n\nPackage: dash\nDepends: bash\n");
        _lists.Write(Firmware, "Package: firmware-a\n");
        _lists.Write("deb.debian.org_debian_dists_trixie_InRelease", "Codename: trixie\n");
    }

    public void Dispose() => _lists.Dispose();

    [Fact]
    public void The_names_are_those_of_all_lists() => Assert.Equal(["bash", "dash", "firmware-a"], PackageLists.Names(_lists.Path));

    [Fact]
    public void A_list_tells_its_component() => Assert.Equal(
        [new("firmware-a", "non-free-firmware")], PackageLists.Components(_lists.Path, ["firmware-a", "nowhere"]));

    [Fact]
    public void The_digest_tells_each_change_of_a_list_and_nothing_else()
    {
        string digest = PackageLists.Digest(_lists.Path);
        _lists.Write("deb.debian.org_debian_dists_trixie_InRelease", "Codename: trixie\nDate: now\n");
        Assert.Equal(digest, PackageLists.Digest(_lists.Path));
        _lists.Write(Firmware, "Package: firmware-b\n");
        Assert.NotEqual(digest, PackageLists.Digest(_lists.Path));
    }

    [Theory]
    [InlineData("http://deb.debian.org/debian", "trixie", "deb.debian.org_debian_dists_trixie_")]
    [InlineData("http://me:secret@deb.debian.org/debian/", "trixie/updates", "deb.debian.org_debian_dists_trixie_updates_")]
    [InlineData("copy:/srv/my_archive", "local/", "_srv_my%5farchive_local_")]
    [InlineData("file:///srv/archive", "sid", "_srv_archive_dists_sid_")]
    public void A_suites_files_are_named_after_its_address(string uri, string suite, string expected) => Assert.Equal(expected, ReleaseFile.ListName(uri, suite));

    [Fact]
    public void A_release_tells_its_names_its_architectures_and_its_components()
    {
        var release = ReleaseFile.Parse("Suite: oldstable-security\nCodename: bullseye-security\nArchitectures: all amd64\nComponents: updates/main updates/contrib\nMD5Sum:\n 0 1 Suite: none\n");
        Assert.True(release.IsSuite("bullseye-security"));
        Assert.False(release.IsSuite("bullseye"));
        Assert.Equal(["amd64"], release.Architectures);
        Assert.Equal(["main", "contrib"], release.Components);
    }

    [Fact]
    public void A_page_that_lists_a_folder_is_understood()
    {
        Assert.Equal(["bookworm", "trixie"], ArchiveListing.Folders("<a href=\"../\">..</a> <A HREF=\"./trixie/\">trixie/</A> <a href=\"bookworm/\">b</a> <a href=\"README\">README</a> <a href=\"http://else.example/x/\">x</a>"));
        Assert.Empty(ArchiveListing.Folders("<html>artifact cache</html>"));
        Assert.Empty(ArchiveListing.Folders(null));
    }
}
