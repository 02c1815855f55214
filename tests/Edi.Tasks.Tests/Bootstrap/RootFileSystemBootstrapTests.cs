using Edi.Tasks.Bootstrap;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class RootFileSystemBootstrapTests
{
    private static readonly BootstrapDefinition s_plain =
        new("trixie", "arm64", "minbase", ["main"], [], [], [], [], new SourcePosition("", 0, 0, 0, 0));

    [Fact]
    public void The_shortest_bootstrap_leaves_the_mirrors_to_mmdebstrap()
    {
        var command = RootFileSystemBootstrap.Command(s_plain, null, "/obj/bootstrap.tar.partial", "tar", "--customize-hook=true");
        Assert.Equal("mmdebstrap", command.Program);
        Assert.Equal(
            [
                "--mode=root", "--skip=check/qemu", "--format=tar", "--verbose",
                "--variant=minbase", "--architectures=arm64", "--components=main",
                "--customize-hook=true",
                "--keyring=/tmp/edi-keys",
                "trixie", "/obj/bootstrap.tar.partial",
            ],
            command.Arguments);
    }

    [Fact]
    public void A_full_bootstrap_names_packages_and_sources()
    {
        var bootstrap = s_plain with
        {
            Variant = "apt",
            Components = ["main", "non-free-firmware"],
            AdditionalPackages = ["python3", "python3-apt"],
        };
        Assert.Equal(
            [
                "--mode=root", "--skip=check/qemu", "--format=directory", "--verbose",
                "--variant=apt", "--architectures=arm64", "--components=main,non-free-firmware",
                "--include=python3,python3-apt",
                "--keyring=/tmp/edi-keys",
                "trixie", "out",
                "/tmp/mirrors.sources",
            ],
            RootFileSystemBootstrap.Command(bootstrap, "/tmp/mirrors.sources", "out", "directory").Arguments);
    }

    [Fact]
    public void The_packages_scripts_find_roots_home() =>
        Assert.Equal("/root", RootFileSystemBootstrap.Command(s_plain, null, "out", "directory").Environment["HOME"]);
}
