using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>EDI0001 lists all that a host lacks. What it lacks is hidden for real, in a mount namespace of the build's own.</summary>
public sealed class HostCheckTests
{
    // Covers a folder by an overlay in which some of its files are deleted.
    private const string Hide =
        """
        set -eu
        upper=$(mktemp -d) && mount -t tmpfs tmpfs "$upper" && mkdir "$upper/upper" "$upper/work"
        mount -t overlay -o "lowerdir=/usr,upperdir=$upper/upper,workdir=$upper/work" overlay /usr
        rm /usr/bin/mmdebstrap /usr/bin/bmaptool
        mkdir -p /tmp/edi-tiny && mount -t tmpfs -o size=16m,nodev,noexec tmpfs /tmp/edi-tiny
        exec dotnet build small.ediproj -tl:off -p:EdiCacheDirectory=/tmp/edi-tiny
        """;

    [Fact]
    public async Task Everything_that_is_missing_comes_at_once_with_the_command_that_mends_it()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can hide the host's tools from a build.");
        using var project = new TestProject();
        var outcome = await project.RunAsync("unshare", "--mount", "sh", "-c", Hide);
        outcome.FailedWith("error EDI0001");
        outcome.FailedWith("mmdebstrap is missing");
        outcome.FailedWith("sudo apt-get install mmdebstrap");
        outcome.FailedWith("bmaptool is missing");
        outcome.FailedWith("mounted nodev");
        outcome.FailedWith("mounted noexec");
        outcome.FailedWith("too little space: expected 4 GiB");
        outcome.FailedWith("-p:EdiInstallHostTools=true");
    }
}
