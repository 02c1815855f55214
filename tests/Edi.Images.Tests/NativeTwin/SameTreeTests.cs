using Edi.Tests;

namespace Edi.Images.Tests.NativeTwin;

/// <summary>
/// The native twin changes how long a build takes and nothing else: type, mode, owner, size, content, links, extended
/// attributes and capabilities of every file are the same as with emulation alone.
/// </summary>
public sealed class SameTreeTests
{
    private const string Arm64 = "tests/images/foreign-arm64.ediproj";

    /// <summary>What differs between any two builds, and why.</summary>
    private static readonly Dictionary<string, string> s_random = new()
    {
        ["/etc/machine-id"] = "a random number",
        ["/var/cache/apt/pkgcache.bin"] = "tables in the order of addresses in memory, with times",
        ["/var/cache/apt/srcpkgcache.bin"] = "tables in the order of addresses in memory, with times",
        ["/var/cache/ldconfig/aux-cache"] = "inode numbers and times",
        ["/var/log/alternatives.log"] = "times",
        ["/var/log/apt/history.log"] = "times",
        ["/var/log/apt/term.log"] = "times",
        ["/var/log/btmp"] = "times of refused logins",
        ["/var/log/dpkg.log"] = "times",
    };

    public SameTreeTests() => Assert.SkipUnless(Environment.UserName == "root", "Only root can mount a layer outside of a build.");

    [Fact]
    public async Task The_bootstrap_of_an_arm64_system_is_the_same_both_ways_and_the_rest_boots()
    {
        var ways = new TwoWays(Arm64);
        await ways.BuildAsync("EdiBootstrap");
        Assert.Empty(await ways.DifferencesOfArchivesAsync());

        // dotnet test's target, on a machine without firmware.
        Assert.Contains("5 of 5 checks passed", (await ways.VerifyAsync()).Require(), StringComparison.Ordinal);
    }

    [LongFact]
    public async Task An_arm64_system_with_a_kernel_an_initramfs_and_interpreters_is_the_same_both_ways()
    {
        var ways = new TwoWays(Arm64);
        await ways.BuildAsync("EdiConfigure");
        // Among the files are the answers of all programs that may tell their architecture.
        foreach (string step in new[] { "EdiConfigure.100_kernel", "EdiConfigure.200_answers", "EdiConfigure.300_removal" })
        {
            Assert.Empty((await ways.DifferencesOfLayersAsync(step)).Except(s_random.Keys));
        }

        Assert.Contains("aarch64", await ways.ReadFileAsync("EdiConfigure.200_answers", "/answers.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_smallest_armhf_system_is_the_same_both_ways()
    {
        var ways = new TwoWays("tests/images/foreign-armhf.ediproj");
        await ways.BuildAsync("EdiBootstrap");
        Assert.Empty(await ways.DifferencesOfArchivesAsync());
    }

    [Fact]
    public async Task A_system_of_the_hosts_own_architecture_is_the_same_both_ways()
    {
        var ways = new TwoWays("tests/images/small.ediproj");
        await ways.BuildAsync("EdiBootstrap");
        Assert.Empty(await ways.DifferencesOfArchivesAsync());
    }

    [LongFact]
    public async Task The_example_is_the_same_both_ways()
    {
        var ways = new TwoWays("examples/pi3-image.ediproj");
        await ways.BuildAsync("EdiConfigure");
        Assert.Empty(await ways.DifferencesOfArchivesAsync());
        Assert.Empty((await ways.DifferencesOfLayersAsync("EdiConfigure.900_cleanup")).Except(s_random.Keys));
    }
}
