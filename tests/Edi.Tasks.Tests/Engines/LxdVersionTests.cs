using System.Text.Json;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

/// <summary>edi's <c>edi_lxd_version</c>, by which definitions decide what profiles they have.</summary>
public sealed class LxdVersionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lxd", "5.0.2", "5.0.2")]
    [InlineData("lxd", "4.0.10", "4.0.10")]
    [InlineData("lxd", "5.21.3 LTS", "5.21.3")] // of the Snap store
    [InlineData("incus", "6.0.4", "6.0.4")]
    [InlineData("incus", "6.19", "6.19")]
    [InlineData("incus", "0.6", "5.18")] // made of LXD 5.18; a test for 3 or 4 must not fail
    [InlineData("incus", "0.1", "5.18")]
    [InlineData("lxd", "", "5.0.2")]
    [InlineData("lxd", "unknown", "5.0.2")]
    public void It_is_the_daemons_version_as_a_test_of_edi_takes_it(string engine, string answer, string version) =>
        Assert.Equal(version, Version(engine, () => answer));

    [Fact]
    public void With_Buildah_nobody_is_asked() => Assert.Equal("5.0.2", Version("buildah", () => throw new InvalidOperationException()));

    [Fact]
    public void A_daemon_is_asked_once()
    {
        Assert.Equal("5.21.3", Version("lxd", () => "5.21.3"));
        Assert.Equal("5.21.3", Version("lxd", () => throw new InvalidOperationException()));
    }

    [Theory]
    [InlineData("incus", "")]
    [InlineData("lxd", "farm")]
    public void Another_daemon_is_asked_itself(string engine, string remote)
    {
        Version("lxd", () => "5.21.3");
        Assert.Equal("6.1", Version(engine, () => "6.1", remote));
    }

    [Fact]
    public void A_daemon_that_does_not_answer_is_asked_again()
    {
        Assert.Equal("5.0.2", Version("lxd", () => throw new EdiException(EdiCodes.EngineFailed, "It is not there.")));
        Assert.Equal("5.0.2", Version("lxd", () => throw new JsonException()));
        Assert.Equal("4.0.10", Version("lxd", () => "4.0.10"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("LXD local")]
    [InlineData("LXD local   \nno version\n")]
    public void A_record_that_is_damaged_is_no_answer(string record)
    {
        _folder.Write("daemon.txt", record);
        Assert.Equal("4.0.10", Version("lxd", () => "4.0.10"));
    }

    private string Version(string engine, Func<string> ask, string remote = "") =>
        new LxdVersion(ContainerEngine.Parse(engine, remote, ""), _folder.At("daemon.txt"), ask).Read();
}
