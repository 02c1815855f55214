using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class HostPackagesTests
{
    [Fact]
    public void Installed_packages_have_their_versions()
    {
        var versions = Parse(
            """
            Package: bash
            Status: install ok installed
            Priority: required
            Version: 5.2.37-2
            Description: GNU Bourne Again SHell
             Package: not-me
             Version: 0
             .
             Status: install ok not-installed

            Package: tar
            Status: hold ok installed
            Version: 1.35+dfsg-3.1
            """);
        Assert.Equal(["bash 5.2.37-2", "tar 1.35+dfsg-3.1"], versions);
    }

    [Theory]
    [InlineData("deinstall ok config-files")]
    [InlineData("install ok half-installed")]
    [InlineData("install ok unpacked")]
    [InlineData("purge ok not-installed")]
    public void A_package_in_another_state_has_none(string status) =>
        Assert.Empty(Parse($"Package: bash\nStatus: {status}\nVersion: 5.2\n"));

    [Fact]
    public void One_state_does_not_colour_the_next() =>
        Assert.Equal(["b 2"], Parse("Package: a\nStatus: deinstall ok config-files\nVersion: 1\n\nPackage: b\nStatus: install ok installed\nVersion: 2\n\nPackage: c\nStatus: deinstall ok config-files\nVersion: 3\n"));

    [Fact]
    public void An_empty_file_has_no_packages() => Assert.Empty(Parse(""));

    [Fact]
    public void A_package_that_nobody_has_has_no_version() => Assert.Null(HostPackages.VersionOf("no-such-package"));

    private static string[] Parse(string text) =>
        [.. HostPackages.Parse(text.Split('\n')).OrderBy(package => package.Key, StringComparer.Ordinal).Select(package => $"{package.Key} {package.Value}")];
}
