using Edi.Tasks.Terminal;

namespace Edi.Tasks.Tests;

/// <summary>Lines of a real bootstrap: mmdebstrap's, apt's and dpkg's.</summary>
public sealed class PackageProgressTests
{
    private readonly PackageProgress _progress = new();

    [Theory]
    [InlineData("Get:1 http://deb.debian.org/debian trixie InRelease [140 kB]", "downloading the package lists of trixie")]
    [InlineData("Get:4 http://security.debian.org/debian-security trixie-security/main arm64 Packages [312 kB]", "downloading the package lists of trixie-security/main")]
    [InlineData("Get:17 http://deb.debian.org/debian trixie/main arm64 python3-minimal arm64 3.13.5-1 [27.2 kB]", "downloading python3-minimal")]
    [InlineData("Get:8 file:/srv/mirror stable/main all tzdata all 2025b-4 [260 kB]", "downloading tzdata")]
    [InlineData("I: downloading packages with apt...", "downloading packages with apt")]
    [InlineData("I: extracting archives...", "extracting archives")]
    [InlineData("I: installing remaining packages inside the chroot...", "installing remaining packages inside the chroot")]
    [InlineData("I: creating tarball...", "creating tarball")]
    [InlineData("I: another build makes the same root file system; this one waits for it", "another build makes the same root file system; this one waits for it")]
    [InlineData("I: the same root file system is in the cache, and is taken from there", "the same root file system is in the cache, and is taken from there")]
    [InlineData("I: the mirrors have moved on since the native twin was made; it is made anew", "the mirrors have moved on since the native twin was made; it is made anew")]
    [InlineData("Unpacking libc6:arm64 (2.41-12) ...", "unpacking libc6")]
    [InlineData("Unpacking base-files (13.8+deb13u8) over (13.8) ...", "unpacking base-files")]
    [InlineData("Setting up g++ (4:14.2.0-1) ...", "setting up g++")]
    public void Each_tells_what_is_done(string line, string expected) => Assert.Equal(expected, _progress.Read(line));

    [Theory]
    [InlineData("")]
    [InlineData("I: removing tempdir /var/cache/edi/tmp/1/files/mmdebstrap.xKQMMwUENj...")]
    [InlineData("I: finding correct signed-by value...")]
    [InlineData("I: success in 32.1884 seconds")]
    [InlineData("I: running --setup-hook directly: /var/cache/edi/tmp/1/files/twin-enter /var/cache/edi/tmp/1/files/mmdebstrap.1")]
    [InlineData("Reading package lists...")]
    [InlineData("Selecting previously unselected package libmd0:arm64.")]
    [InlineData("Preparing to unpack .../coreutils_9.7-3_arm64.deb ...")]
    [InlineData("(Reading database ... 0 files and directories currently installed.)")]
    [InlineData("Unpacking is not a package")]
    [InlineData("Fetched 10.2 MB in 2s (5479 kB/s)")]
    [InlineData("  libc6:arm64 is unpacked, but has never been configured.")]
    public void Others_tell_nothing(string line) => Assert.Null(_progress.Read(line));

    /// <summary>mmdebstrap installs the essential packages first; apt announces each round, the second one twice.</summary>
    [Fact]
    public void Packages_are_counted_in_each_round()
    {
        Assert.Null(_progress.Read("0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded."));
        Assert.Equal("unpacking dash, 1 of 2", _progress.Read("Unpacking dash (0.5.12-12) ..."));
        Assert.Equal("unpacking libc6, 2 of 2", _progress.Read("Unpacking libc6:arm64 (2.41-12) ..."));
        Assert.Equal("setting up libc6, 1 of 2", _progress.Read("Setting up libc6:arm64 (2.41-12) ..."));
        Assert.Equal("setting up libc6, 1 of 2", _progress.Read("Setting up libc6:arm64 (2.41-12) ..."));
        _progress.Read("0 upgraded, 36 newly installed, 0 to remove and 0 not upgraded.");
        _progress.Read("0 upgraded, 36 newly installed, 0 to remove and 0 not upgraded.");
        Assert.Equal("unpacking python3, 1 of 36", _progress.Read("Unpacking python3 (3.13.5-1) ..."));
    }

    [Fact]
    public void More_packages_than_were_announced_are_not_counted()
    {
        _progress.Read("0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.");
        _progress.Read("Unpacking dash (0.5.12-12) ...");
        Assert.Equal("unpacking bash", _progress.Read("Unpacking bash (5.2.37-2) ..."));
    }
}
