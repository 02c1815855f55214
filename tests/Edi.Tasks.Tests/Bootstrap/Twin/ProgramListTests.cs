using System.Collections.Immutable;
using Edi.Tasks.Bootstrap.Twin;

namespace Edi.Tasks.Tests;

/// <summary>The list of the SDK itself.</summary>
public sealed class ProgramListTests
{
    private static readonly ImmutableArray<TwinnedPackage> s_list = TwinnedPackages.Read(Repository.PathOf("src/Edi.Sdk/native/programs.yml"));

    [Fact]
    public void A_package_appears_once() =>
        Assert.Equal(s_list.Select(package => package.Package).Distinct(), s_list.Select(package => package.Package));

    [Fact]
    public void Every_path_is_absolute_in_a_root_with_merged_usr() =>
        Assert.All(
            s_list.SelectMany(package => package.Only.Concat(package.Except).Concat(package.Texts).Concat(package.Modules.Select(folder => folder.Path))),
            path => Assert.StartsWith("/usr/", path, StringComparison.Ordinal));

    [Fact]
    public void Nothing_contains_what_separates_the_texts_of_the_dispatchers_table() =>
        Assert.All(
            s_list.SelectMany(package => package.Unless.Concat(package.Tells).Concat(package.Modules.Select(folder => folder.Path + folder.Suffix))),
            text => Assert.Equal(-1, text.AsSpan().IndexOfAny(",:=\t\n")));

    [Theory]
    [InlineData("coreutils", "/usr/bin/uname")]
    [InlineData("coreutils", "/usr/bin/arch")]
    [InlineData("libc-bin", "/usr/sbin/ldconfig")]
    [InlineData("libc-bin", "/usr/bin/ldd")]
    [InlineData("libc-bin", "/usr/bin/getconf")]
    [InlineData("util-linux", "/usr/bin/lscpu")]
    [InlineData("util-linux", "/usr/bin/setarch")]
    public void What_tells_the_processor_or_its_libraries_never_runs_natively(string package, string program) => Assert.False(MayRun(package, program));

    [Theory]
    [InlineData("util-linux", "/usr/bin/su")]
    [InlineData("util-linux", "/usr/sbin/runuser")]
    [InlineData("passwd", "/usr/bin/passwd")]
    [InlineData("passwd", "/usr/bin/chfn")]
    [InlineData("passwd", "/usr/bin/chsh")]
    [InlineData("passwd", "/usr/sbin/chpasswd")]
    [InlineData("passwd", "/usr/sbin/newusers")]
    public void What_loads_the_targets_authentication_modules_never_runs_natively(string package, string program) => Assert.False(MayRun(package, program));

    [Theory]
    [InlineData("dash", "/usr/bin/dash")]
    [InlineData("coreutils", "/usr/bin/ls")]
    [InlineData("libc-bin", "/usr/bin/localedef")]
    [InlineData("perl-base", "/usr/bin/perl")]
    [InlineData("perl-base", "/usr/bin/perl5.40.1")]
    [InlineData("python3.13-minimal", "/usr/bin/python3.13")]
    [InlineData("libapt-pkg6.0", "/usr/lib/x86_64-linux-gnu/libapt-pkg.so.6.0.0")]
    [InlineData("libapt-pkg7.0", "/usr/lib/x86_64-linux-gnu/libapt-pkg.so.7.0.0")]
    public void What_every_bootstrap_starts_over_and_over_may(string package, string program) => Assert.True(MayRun(package, program));

    private static bool MayRun(string package, string program)
    {
        var entries = s_list.Where(twinned => TwinnedPackage.Matches(twinned.Package, package)).ToImmutableArray();
        Assert.NotEmpty(entries);
        return entries.Any(twinned => twinned.Has(program));
    }
}
