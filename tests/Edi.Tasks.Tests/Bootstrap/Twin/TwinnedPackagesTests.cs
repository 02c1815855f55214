using System.Collections.Immutable;
using Edi.Tasks.Bootstrap.Twin;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class TwinnedPackagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_entry_has_what_its_keys_say()
    {
        var package = Assert.Single(Read(
            """
            - package: perl-base
              reason: A script decides.
              only: [/usr/bin/perl, /usr/bin/perl5.*]
              except:
                /usr/bin/perl5.6: Too old.
                /usr/bin/perl5.8: "Too old, too."
              together: [perl, libperl5.*]
              unless: [PERL5LIB]
              install: [perl]
              tells: [-v, -V]
              texts: ["/usr/lib/{native}/Config*"]
              words: true
              named: yes
            """));
        Assert.Equal("perl-base", package.Package);
        Assert.Equal(["/usr/bin/perl", "/usr/bin/perl5.*"], package.Only);
        Assert.Equal(["/usr/bin/perl5.6", "/usr/bin/perl5.8"], package.Except);
        Assert.Equal(["perl", "libperl5.*"], package.Together);
        Assert.Equal(["PERL5LIB"], package.Unless);
        Assert.Equal(["perl"], package.Install);
        Assert.Equal(["-v", "-V"], package.Tells);
        Assert.Equal(["/usr/lib/{native}/Config*"], package.Texts);
        Assert.True(package.Words);
        Assert.True(package.Named);
    }

    [Fact]
    public void The_shortest_entry_is_a_package_with_its_reason()
    {
        var package = Assert.Single(Read("- {package: dash, reason: A script decides.}"));
        Assert.Equal("dash", package.Package);
        Assert.Empty(new[] { package.Only, package.Except, package.Together, package.Unless, package.Install, package.Tells, package.Texts }.SelectMany(texts => texts));
        Assert.Empty(package.Modules);
        Assert.False(package.Words);
        Assert.False(package.Named);
    }

    [Fact]
    public void Entries_keep_their_order() =>
        Assert.Equal(["sed", "dash", "grep"], Read(
            """
            - {package: sed, reason: Text.}
            - {package: dash, reason: Text.}
            - {package: grep, reason: Text.}
            """).Select(package => package.Package));

    [Fact]
    public void A_folder_of_modules_may_have_an_empty_suffix_or_none() =>
        Assert.Equal(
            [
                new("/usr/lib/{target}/perl", null, Own: false),
                new("/usr/lib/{target}/perl5", "", Own: false),
                new("/usr/lib/python3.*", "_data.py", Own: true),
            ],
            Assert.Single(Read(
                """
                - package: perl-base
                  reason: A script decides.
                  modules:
                    - folder: /usr/lib/{target}/perl
                    - {folder: "/usr/lib/{target}/perl5", suffix: ""}
                    - {folder: /usr/lib/python3.*, suffix: _data.py, own: true}
                """)).Modules);

    [Fact]
    public void A_file_with_the_line_ends_of_windows_is_the_same_list()
    {
        var package = Assert.Single(Read("- package: libc-bin\r\n  reason: Text.\r\n  only:\r\n    - /usr/bin/locale\r\n    - /usr/bin/iconv\r\n"));
        Assert.Equal("libc-bin", package.Package);
        Assert.Equal(["/usr/bin/locale", "/usr/bin/iconv"], package.Only);
    }

    [Fact]
    public void An_empty_list_has_no_packages() => Assert.Empty(Read("[]"));

    [Theory]
    [InlineData("", "1:1 EDI1001")]
    [InlineData("# Nothing but a remark.\n", "1:1 EDI1001")]
    [InlineData("- dash\n", "1:3 EDI1003")]
    [InlineData("- {package: dash}\n", "1:3 EDI1004")]
    [InlineData("- {reason: Text.}\n", "1:3 EDI1004")]
    [InlineData("- {package: , reason: Text.}\n", "1:4 EDI1003")]
    [InlineData("- {package: dash, reason: Text., word: true}\n", "1:34 EDI1002")]
    [InlineData("- {package: dash, reason: Text., words: perhaps}\n", "1:41 EDI1003")]
    [InlineData("- {package: dash, reason: Text., except: [/usr/bin/sh]}\n", "1:42 EDI1003")]
    [InlineData("- {package: dash, reason: Text., only: [[/usr/bin/sh]]}\n", "1:41 EDI1003")]
    [InlineData("- {package: dash, reason: Text., modules: [{suffix: .so}]}\n", "1:44 EDI1004")]
    [InlineData("- {package: dash, reason: Text., modules: [{folder: /a, sufix: .so}]}\n", "1:57 EDI1002")]
    [InlineData("package: dash\nreason: Text.\n", "1:1 EDI1003")]
    [InlineData("- {package: dash, reason: Text., modules: {folder: /a}}\n", "1:43 EDI1003")]
    [InlineData("- {package: dash, reason: Text., modules: [{folder: /a, suffix: [.so]}]}\n", "1:65 EDI1003")]
    [InlineData("- {package: dash}\n- {package: sed}\n", "1:3 EDI1004,2:3 EDI1004")]
    public void What_is_wrong_is_told_with_its_place(string yaml, string problems)
    {
        var e = Assert.Throws<EdiException>(() => Read(yaml));
        Assert.Equal(problems, string.Join(',', e.Problems.Select(problem => $"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id}")));
    }

    private ImmutableArray<TwinnedPackage> Read(string yaml) => TwinnedPackages.Read(_folder.Write("programs.yml", yaml));
}
