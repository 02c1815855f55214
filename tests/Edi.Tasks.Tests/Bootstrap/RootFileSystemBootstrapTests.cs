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
        var command = RootFileSystemBootstrap.Command(s_plain, "/obj/bootstrap.tar.partial", "tar", "--customize-hook=true");
        Assert.Equal("mmdebstrap", command.Program);
        Assert.Equal(
            [
                "--mode=root", "--skip=check/qemu", "--format=tar", "--verbose",
                "--variant=minbase", "--architectures=arm64", "--components=main",
                "--customize-hook=true",
                "trixie", "/obj/bootstrap.tar.partial",
            ],
            command.Arguments);
    }

    [Fact]
    public void A_full_bootstrap_names_packages_keys_and_sources()
    {
        var bootstrap = s_plain with
        {
            Variant = "apt",
            Components = ["main", "non-free-firmware"],
            AdditionalPackages = ["python3", "python3-apt"],
            Keyrings = ["/project/my keys.gpg", "/project/two.gpg"],
            Mirrors =
            [
                new("http://mirror.example/debian", "trixie", ["main", "non-free-firmware"], Unsigned: false),
                new("file:/srv/archive", "local/", ["main"], Unsigned: true),
                new("http://security.example", "trixie-security", ["main"], Unsigned: false),
            ],
        };
        Assert.Equal(
            [
                "--mode=root", "--skip=check/qemu", "--format=directory", "--verbose",
                "--variant=apt", "--architectures=arm64", "--components=main,non-free-firmware",
                "--include=python3,python3-apt",
                "--keyring=/project/my keys.gpg", "--keyring=/project/two.gpg",
                "trixie", "out",
                "deb http://mirror.example/debian trixie main non-free-firmware",
                "deb [trusted=yes] file:/srv/archive local/",
                "deb http://security.example trixie-security main",
            ],
            RootFileSystemBootstrap.Command(bootstrap, "out", "directory").Arguments);
    }
}
