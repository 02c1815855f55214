using Edi.Images.Tests.Harness;
using Edi.Tests;

namespace Edi.Images.Tests.Engines;

/// <summary>An engine decides where and how layers are made, and nothing of what is in them.</summary>
public sealed class SameEngineTests
{
    private const string Project = "tests/images/engines.ediproj";

    /// <summary>What differs all the same, and why.</summary>
    private static readonly Dictionary<string, string> s_exceptions = new()
    {
        ["/etc/machine-id"] = "a random number",
        ["/var/cache/apt/pkgcache.bin"] = "tables in the order of addresses in memory, with times",
        ["/var/cache/apt/srcpkgcache.bin"] = "tables in the order of addresses in memory, with times",
        ["/var/cache/ldconfig/aux-cache"] = "inode numbers and times",
        ["/var/log/alternatives.log"] = "times",
        ["/var/log/apt/eipp.log.xz"] = "times",
        ["/var/log/apt/history.log"] = "times",
        ["/var/log/apt/term.log"] = "times",
        ["/var/log/btmp"] = "times of refused logins",
        ["/var/log/dpkg.log"] = "times",
    };

    [Theory]
    [InlineData("lxd", "lxc")]
    [InlineData("incus", "incus")]
    public async Task A_root_file_system_is_the_same_as_with_Buildah(string engine, string client)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount a layer outside of a build.");
        Assert.SkipUnless(Daemon.Answers(client), Daemon.Reason(client));
        const string epoch = "1790000000";
        var buildah = new ImageProject(Path.Combine(Repository.Root, Project), "Buildah") { SourceDateEpoch = epoch };
        var other = new ImageProject(Path.Combine(Repository.Root, Project), engine) { SourceDateEpoch = epoch };
        (await buildah.BuildAsync()).Require();
        try
        {
            (await other.BuildAsync($"-p:EdiContainerEngine={engine}")).Require();
            string[] differences = RootTree.Differences(
                await buildah.WithLayerAsync("EdiConfigure.300_packages", RootTree.ReadFolderAsync),
                await other.WithLayerAsync("EdiExport", RootTree.ReadFolderAsync));
            Assert.Equal("", string.Join('\n', differences.Except(s_exceptions.Keys)));
        }
        finally
        {
            (await other.BuildAsync("-t:Clean", $"-p:EdiContainerEngine={engine}")).Require();
        }
    }
}
