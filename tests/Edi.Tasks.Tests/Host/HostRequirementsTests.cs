using System.Collections.Immutable;
using Edi.Tasks.Host;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class HostRequirementsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1.3.4-1", "1.3.5")]
    [InlineData("1.3", "1.3.5")]
    [InlineData("0.9.9-1", "1.0")]
    [InlineData("1:4.9-1", "4.13")] // The epoch is no part of it; nine is less than thirteen.
    [InlineData("9:1.0", "2.0")]
    [InlineData("1.33+dfsg-1", "1.34")]
    [InlineData("2.37~rc2-1", "2.38")]
    [InlineData("4.0.31", "4.0.32")]
    [InlineData("6-1", "7.0")]
    [InlineData("2.9.1+ds1-3+b1", "2.14")]
    public void A_version_is_older(string found, string minimum) => Assert.True(HostRequirements.IsOlder(found, minimum));

    [Theory]
    [InlineData("1.3.5", "1.3.5")]
    [InlineData("1.3.5-7", "1.3.5")]
    [InlineData("1:4.13+dfsg1-1+deb12u1", "4.13")]
    [InlineData("1.34+dfsg-1.2+deb12u1", "1.34")]
    [InlineData("1.28.2+ds1-3+b1", "1.28")]
    [InlineData("2.38~rc1-1", "2.38")] // A candidate can do what the release can.
    [InlineData("2.41-5", "2.38")]
    [InlineData("10.0", "9.9.9")]
    [InlineData("11.2.0+dfsg-1", "7.0")]
    [InlineData("7", "7.0")]
    public void A_version_is_not_older(string found, string minimum) => Assert.False(HostRequirements.IsOlder(found, minimum));

    [Theory]
    [InlineData("")]
    [InlineData("git20240101")]
    [InlineData("v1.0")]
    [InlineData("1:")]
    public void A_version_that_nobody_understands_is_not_older(string found) => Assert.False(HostRequirements.IsOlder(found, "1.0"));

    [Fact]
    public void Every_minimum_is_a_version_that_can_be_compared() =>
        Assert.All(HostTool.All, tool => Assert.True(HostRequirements.IsOlder("0.0.1", tool.MinimumVersion), tool.Program));

    [Fact]
    public void Too_little_space_is_told_for_both_folders_with_what_helps()
    {
        var problems = Problems(minimumFreeSpace: 1L << 60).Where(problem => problem.Message.Contains("too little space", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, problems.Length);
        Assert.StartsWith($"{_folder.At("cache")} has too little space: expected 1048576 TiB free on ", problems[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("dotnet build -p:EdiCacheDirectory=FOLDER, with a folder on another file system", problems[0].Mend, StringComparison.Ordinal);
        Assert.StartsWith(_folder.At("project"), problems[1].Message, StringComparison.Ordinal);
        Assert.EndsWith("move the project to another file system", problems[1].Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Enough_space_is_no_problem() =>
        Assert.DoesNotContain(Problems(minimumFreeSpace: 0), problem => problem.Message.Contains("space", StringComparison.Ordinal));

    [Fact]
    public void A_cache_that_may_not_be_written_is_told_before_an_image_is_made()
    {
        // Not even root may write there.
        string[] Told(string cache, long space) =>
            [.. new HostRequirements(cache, _folder.At("project"), DebianArchitecture.Host.Name, space, []).Check().Select(problem => problem.Message).Where(message => message.Contains("may not be written", StringComparison.Ordinal))];
        Assert.StartsWith("/proc/sys/cache/below may not be written", Assert.Single(Told("/proc/sys/cache/below", 1)), StringComparison.Ordinal);
        Assert.Empty(Told("/proc/sys/cache/below", 0));
        Assert.Empty(Told(_folder.At("cache/below"), 1));
    }

    [Fact]
    public void A_package_that_the_project_needs_is_told_with_the_command_that_installs_it() =>
        Assert.Contains(
            Problems(minimumFreeSpace: 0, "no-such-package", "dpkg"),
            problem => problem is { Package: "no-such-package", Mend: "sudo apt-get install no-such-package" });

    [Fact]
    public void A_package_that_is_installed_is_no_problem() =>
        Assert.DoesNotContain(Problems(minimumFreeSpace: 0, "dpkg"), problem => problem.Package == "dpkg");

    private ImmutableArray<HostProblem> Problems(long minimumFreeSpace, params string[] packages) =>
        new HostRequirements(_folder.At("cache"), _folder.At("project"), DebianArchitecture.Host.Name, minimumFreeSpace, packages).Check();
}
