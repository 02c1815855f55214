using System.Globalization;
using Edi.Tasks.Bootstrap.Resolve;

namespace Edi.Tasks.Tests;

/// <summary>What apt says of packages that it cannot install is told where the definition names them.</summary>
public sealed class PackageCheckTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pyhton3", "Did you mean 'python3'?")]
    [InlineData("libfoo2", "Did you mean 'libfoo1' or 'libfoo3'?")]
    [InlineData("ssh", "These have it in their names: openssh-client, openssh-server.")]
    [InlineData("wiringpi", "Look for it with 'apt-cache search', or on packages.debian.org.")]
    [InlineData("python3:armhf", "The image has packages for amd64 only: write 'python3'.")]
    [InlineData("firmware-brcm80211", "It is in the component 'non-free-firmware': add that to 'components'.")]
    public void A_package_that_no_mirror_has_is_told_with_what_was_probably_meant(string package, string advice) => Assert.Equal(
        [$"EDI2006 4:25 No mirror has the package '{package}' for amd64 in trixie (main). {advice}"],
        Unavailable(["architecture: amd64", $"additional_packages: ['{package}']"], $"E: Unable to locate package {package}\nE: Couldn't find any package by regex '{package}'"));

    [Fact]
    public void All_of_them_are_told_at_once_each_at_its_place() => Assert.Equal(
        ["EDI2006 4:25", "EDI2006 4:32"],
        Unavailable(["architecture: amd64", "additional_packages: [aaaaa, bbbbb, python3]"], "E: Unable to locate package aaaaa\nE: Unable to locate package bbbbb").Select(problem => string.Join(' ', problem.Split(' ')[..2])));

    [Fact]
    public void The_components_are_those_of_the_mirrors() => Assert.StartsWith(
        "EDI2006 5:25 No mirror has the package 'zzzzzz' for amd64 in trixie (main, extra).",
        Assert.Single(Unavailable(["architecture: amd64", "mirrors: [http://a.example/debian, {uri: http://b.example/apt, components: extra}]", "additional_packages: [zzzzzz]"], "E: Unable to locate package zzzzzz")),
        StringComparison.Ordinal);

    [Fact]
    public void A_virtual_package_is_told_with_those_that_provide_it() => Assert.Equal(
        ["EDI2006 3:25 'mail-transport-agent' is no package, but what several packages provide. Name one of them in its place: postfix, dma."],
        Unavailable(["additional_packages: [mail-transport-agent]"], """
            Package mail-transport-agent is a virtual package provided by:
              postfix 3.10.13-0+deb13u1
              dma 0.13-1+b2

            E: Package 'mail-transport-agent' has no installation candidate
            """));

    [Fact]
    public void A_package_that_others_replace_is_told_with_them() => Assert.Equal(
        ["EDI2006 4:25 No mirror has the package 'netcat' for amd64 in trixie (main). In its place there is netcat-traditional."],
        Unavailable(["architecture: amd64", "additional_packages: [netcat]"], """
            Package netcat is not available, but is referred to by another package.
            This may mean that the package is missing, has been obsoleted, or
            is only available from another source
            However the following packages replace it:
              netcat-traditional

            E: Package 'netcat' has no installation candidate
            """));

    /// <summary>Else a misspelt name would install all packages in whose names it is.</summary>
    [Fact]
    public void A_name_that_apt_takes_for_a_pattern_is_no_package() => Assert.StartsWith(
        "EDI2006 4:25 No mirror has the package 'libfoo.' for amd64",
        Assert.Single(Unavailable(["architecture: amd64", "additional_packages: ['libfoo.']"], "Note, selecting 'libfoo1' for regex 'libfoo.'\nNote, selecting 'libfoo3' for regex 'libfoo.'\n0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.")),
        StringComparison.Ordinal);

    [Fact]
    public void A_package_of_edis_list_is_told_at_the_section() => Assert.Equal(
        ["EDI2006 1:1 Without 'additional_packages' the packages are edi's list; name those that you need. No mirror has the package 'isc-dhcp-client' for amd64 in forky (main). Look for it with 'apt-cache search', or on packages.debian.org."],
        Unavailable(["architecture: amd64", "repository: deb http://deb.debian.org/debian forky main"], "E: Unable to locate package isc-dhcp-client", suite: null));

    [Fact]
    public void Dependencies_that_cannot_be_met_are_told_at_the_package() => Assert.Equal(
        [
            "EDI2008 3:25 The package 'app' cannot be installed: it depends on lib-a (>= 2), but it is not going to be installed; it depends on missing-c, but it is not installable or missing-d, but it is not installable. Look at the mirrors, which may be of different suites, and at the other packages.",
            "EDI2008 1:1 The package 'lib-b' cannot be installed: it depends on lib-e, but 1.0 is to be installed. Look at the mirrors, which may be of different suites, and at the other packages.",
            "EDI2008 3:30 The package 'left' cannot be installed: it conflicts with right, but 1 is to be installed. Look at the mirrors, which may be of different suites, and at the other packages.",
        ],
        Unmet(["additional_packages: [app, left, right]"], """
            The following packages have unmet dependencies:
             app : Depends: lib-a (>= 2) but it is not going to be installed
                   Depends: missing-c but it is not installable or
                            missing-d but it is not installable
             lib-b : Depends: lib-e but 1.0 is to be installed
             left : Conflicts: right but 1 is to be installed
            E: Unable to correct problems, you have held broken packages.
            E: The following information from --solver 3.0 may provide additional context:
               Unable to satisfy dependencies. Reached two conflicting decisions:
               1. app:amd64=1 is selected for install
            """));

    [Fact]
    public void Many_reasons_are_cut_short() => Assert.Equal(
        "EDI2008 3:25 The package 'app' cannot be installed: it depends on a, but it is not installable; it depends on b, but it is not installable; it depends on c, but it is not installable; it depends on d, but it is not installable; and more. Look at the mirrors, which may be of different suites, and at the other packages.",
        Assert.Single(Unmet(["additional_packages: [app]"], "The following packages have unmet dependencies:\n app : " + string.Join("\n       ", "abcdef".Select(name => $"Depends: {name} but it is not installable")))));

    [Fact]
    public void What_the_newer_solver_says_alone_is_told_at_the_section() => Assert.Equal(
        ["EDI2008 1:1 The packages cannot be installed together: Unable to satisfy dependencies. Reached two conflicting decisions: 1. left:amd64=1 is selected for install 2. left:amd64 Conflicts right."],
        Unmet(["additional_packages: [left, right]"], """
            E: Unable to satisfy dependencies. Reached two conflicting decisions:
               1. left:amd64=1 is selected for install
               2. left:amd64 Conflicts right
            """));

    [Fact]
    public void Packages_that_can_be_installed_are_right()
    {
        const string answer = "Note, selecting 'mawk' instead of 'awk-like'\n0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.\n'http://deb.debian.org/debian/pool/m/mawk_1_amd64.deb' mawk_1_amd64.deb 1 SHA256:0";
        Assert.Empty(Unavailable(["additional_packages: [awk-like]"], answer));
        Assert.Empty(Unmet(["additional_packages: [awk-like]"], answer));
    }

    private string[] Unavailable(string[] lines, string answer, string? suite = "trixie") => Tell(lines, suite, check => check.Unavailable(Read(answer)));

    private string[] Unmet(string[] lines, string answer) => Tell(lines, "trixie", check => check.Unmet(Read(answer)));

    private static PackageComplaints Read(string answer) => PackageComplaints.Read([.. answer.Split('\n')]);

    private string[] Tell(string[] lines, string? suite, Func<PackageCheck, IEnumerable<Diagnostics.EdiProblem>> tell)
    {
        string section = "bootstrap:\n" + (suite is null ? "" : $"  suite: {suite}\n") + string.Concat(lines.Select(line => $"  {line}\n"));
        var check = new PackageCheck(
            _folder.Read(section + DefinitionFolder.Image).Bootstrap!,
            new(() => ["libfoo1", "libfoo3", "openssh-client", "openssh-server", "python3"]),
            packages => packages.Where(package => package.StartsWith("firmware", StringComparison.Ordinal)).ToDictionary(package => package, _ => "non-free-firmware"));
        return [.. tell(check).Select(problem => string.Create(CultureInfo.InvariantCulture, $"{problem.Code.Id} {problem.Position!.Line}:{problem.Position.Column} {problem.Message}"))];
    }
}
