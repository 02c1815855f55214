using System.Collections.Immutable;
using Edi.Tasks.Bootstrap.Twin;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class TwinDownloadTests
{
    private static readonly BootstrapDefinition s_bootstrap = new(
        "trixie",
        "riscv64",
        "important",
        ["main", "contrib"],
        [new("http://mirror.example/debian", "trixie", ["main"], Unsigned: false)],
        [],
        [],
        ["of-the-target"],
        new("", 0, 0, 0, 0));

    [Fact]
    public void Its_packages_come_from_the_mirrors_of_the_definition_for_the_hosts_architecture()
    {
        var command = Command(Twinned.Package("dash"));
        Assert.Equal("mmdebstrap", command.Program);
        Assert.Contains("--format=directory", command.Arguments);
        Assert.Contains($"--architectures={DebianArchitecture.Host.Name}", command.Arguments);
        Assert.Contains("--components=main,contrib", command.Arguments);
        Assert.Equal(["trixie", "/scratch/root", "/tmp/mirrors.sources"], command.Arguments[^3..]);
    }

    [Fact]
    public void They_are_unpacked_only_and_then_indexed_before_they_are_removed()
    {
        var command = Command(Twinned.Package("dash"));
        Assert.Contains("--variant=extract", command.Arguments);
        Assert.Contains("--skip=essential/unlink", command.Arguments);
        Assert.Contains("--extract-hook=/scratch/index.sh", command.Arguments);
    }

    [Fact]
    public void The_packages_of_the_target_are_not_among_them() =>
        Assert.DoesNotContain("of-the-target", Command(Twinned.Package("dash")).ToString(), StringComparison.Ordinal);

    [Fact]
    public void One_pattern_of_apt_names_every_package_once() =>
        Assert.Equal(
            ["--include=?and(?not(?virtual),?or(?exact-name(dash),?exact-name(perl-base),?exact-name(perl),?exact-name(libtext-iconv-perl)))"],
            Included(
                Twinned.Package("dash"),
                Twinned.Package("perl-base") with { Install = ["perl", "libtext-iconv-perl"] },
                Twinned.Package("perl") with { Install = ["dash"] }));

    [Fact]
    public void A_package_with_a_version_in_its_name_comes_by_what_it_installs() =>
        Assert.Equal(
            ["--include=?and(?not(?virtual),?or(?exact-name(apt),?exact-name(python3)))"],
            Included(
                Twinned.Package("libapt-pkg*.*"),
                Twinned.Package("apt"),
                Twinned.Package("python3.*-minimal") with { Install = ["python3"] }));

    private static IEnumerable<string> Included(params ImmutableArray<TwinnedPackage> list) =>
        Command(list).Arguments.Where(argument => argument.StartsWith("--include=", StringComparison.Ordinal));

    private static ToolCommand Command(params ImmutableArray<TwinnedPackage> list) => TwinDownload.Command(s_bootstrap, "/tmp/mirrors.sources", list, "/scratch/root", "/scratch/index.sh");
}
