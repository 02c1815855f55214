using System.Collections.Immutable;
using Edi.Tasks.Bootstrap.Twin;

namespace Edi.Tasks.Tests;

public sealed class TwinnedPackageTests
{
    [Theory]
    [InlineData("dash", "dash", true)]
    [InlineData("dash", "dash-static", false)]
    [InlineData("dash", "Dash", false)]
    [InlineData("g++", "g++", true)]
    [InlineData("python3.*-minimal", "python3.13-minimal", true)]
    [InlineData("python3.*-minimal", "python3.13", false)]
    [InlineData("python3.*-minimal", "python3-minimal", false)]
    [InlineData("python3.*-minimal", "libpython3.13-minimal", false)]
    [InlineData("libapt-pkg*.*", "libapt-pkg6.0t64", true)]
    [InlineData("/usr/bin/perl5.*", "/usr/bin/perl5.40.1", true)]
    [InlineData("/usr/bin/perl5.*", "/usr/bin/perl5x40", false)]
    [InlineData("/usr/lib/perl/*/Config*", "/usr/lib/perl/5.40/Config.pm", true)]
    [InlineData("/usr/lib/perl/*/Config*", "/usr/lib/perl/5.40/deep/Config_heavy.pl", true)]
    [InlineData("", "dash", false)]
    [InlineData("dash", "", false)]
    public void A_star_in_a_pattern_stands_for_anything_and_all_else_for_itself(string pattern, string name, bool matches) =>
        Assert.Equal(matches, TwinnedPackage.Matches(pattern, name));

    [Theory]
    [InlineData("", "", true)]
    [InlineData("/usr/bin/locale,/usr/bin/iconv", "", false)]
    [InlineData("/usr/bin/perl,/usr/bin/ldd", "", true)]
    [InlineData("/usr/bin/ld", "", false)]
    [InlineData("/usr/bin/ld*", "", true)]
    [InlineData("", "/usr/bin/ldd", false)]
    [InlineData("", "/usr/bin/ld*", false)]
    [InlineData("", "/usr/sbin/ldd", true)]
    [InlineData("/usr/bin/ldd", "/usr/bin/ldd", false)]
    public void A_program_is_meant_when_it_is_among_the_only_ones_and_not_excepted(string only, string except, bool isMeant) =>
        Assert.Equal(isMeant, (Twinned.Package("libc-bin") with { Only = List(only), Except = List(except) }).Has("/usr/bin/ldd"));

    [Theory]
    [InlineData("python3.*-minimal", "python3.13-minimal", "13")]
    [InlineData("python3.*-minimal", "python3.9-minimal", "9")]
    [InlineData("libperl5.*", "libperl5.40", "40")]
    [InlineData("libperl5.*", "libperl5.", "")]
    [InlineData("dash", "dash", "")]
    public void The_version_in_a_packages_name_is_what_the_star_stands_for(string pattern, string package, string version) =>
        Assert.Equal(version, Twinned.Package(pattern).VersionIn(package));

    private static ImmutableArray<string> List(string texts) => [.. texts.Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
