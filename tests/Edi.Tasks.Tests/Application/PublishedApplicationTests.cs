using Edi.Tasks.Application;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>What an image notices of a published application, and the unit that it gets.</summary>
public sealed class PublishedApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PublishedApplication _published;

    public PublishedApplicationTests()
    {
        _folder.Write("published/Gateway.dll", "one");
        _published = new(_folder.At("published"), "Gateway", true, true, ["Microsoft.NETCore.App 10.0"], "Major");
    }

    private string Digest => _folder.At("digest.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_description_tells_all_of_it()
    {
        _published.Write(Digest, _folder.At("none.stamp"));
        var read = PublishedApplication.Read(Digest, _published.Directory);
        Assert.Equal((_published.AssemblyName, true, true), (read.AssemblyName, read.IsSelfContained, read.IsInvariant));
        Assert.Equal(_published.Frameworks, read.Frameworks);
        Assert.Equal("Major", read.RollForward);
        Assert.Contains("Gateway.dll=", File.ReadAllText(Digest), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_files_at_another_time_are_no_change()
    {
        _published.Write(Digest, _folder.At("none.stamp"));
        var time = File.GetLastWriteTimeUtc(Digest);
        File.SetLastWriteTimeUtc(_folder.At("published/Gateway.dll"), DateTime.UtcNow.AddDays(1));
        _published.Write(Digest, _folder.At("none.stamp"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(Digest));
    }

    /// <summary>In the image everybody may read them; only the right to execute is the project's.</summary>
    [Fact]
    public void A_mode_that_does_not_reach_the_image_is_no_change()
    {
        string Description(UnixFileMode mode)
        {
            File.SetUnixFileMode(_folder.At("published/Gateway.dll"), mode);
            _published.Write(Digest, _folder.At("none.stamp"));
            return File.ReadAllText(Digest);
        }

        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Description(own), Description(own | UnixFileMode.GroupRead | UnixFileMode.GroupWrite));
        Assert.NotEqual(Description(own), Description(own | UnixFileMode.UserExecute));
    }

    [Fact]
    public void A_change_is_newer_than_the_layer_that_was_made_before()
    {
        _published.Write(Digest, _folder.At("none.stamp"));
        string stamp = _folder.Write("step.stamp", "");
        File.SetLastWriteTimeUtc(stamp, DateTime.UtcNow.AddHours(1));
        _folder.Write("published/Gateway.dll", "two");
        _published.Write(Digest, stamp);
        Assert.True(File.GetLastWriteTimeUtc(Digest) > File.GetLastWriteTimeUtc(stamp));
    }

    [Theory]
    [InlineData("/opt/gateway", "ExecStart=/opt/gateway/Gateway\n", "WorkingDirectory=/opt/gateway\n")]
    [InlineData("/opt/my gateway", "ExecStart=\"/opt/my gateway/Gateway\"\n", "WorkingDirectory=/opt/my gateway\n")]
    [InlineData("/opt/100%", "ExecStart=/opt/100%%/Gateway\n", "WorkingDirectory=/opt/100%%\n")]
    public void The_unit_starts_its_program(string installPath, string start, string folder)
    {
        _folder.Write("published/Gateway", "");
        string unit = Unit(installPath);
        Assert.Contains(start, unit, StringComparison.Ordinal);
        Assert.Contains(folder, unit, StringComparison.Ordinal);
        Assert.Contains("StateDirectory=gate\n", unit, StringComparison.Ordinal);
        Assert.DoesNotMatch("@[A-Z]+@", unit);
    }

    [Fact]
    public void Without_a_program_dotnet_starts_its_assembly() =>
        Assert.Contains("ExecStart=/usr/bin/dotnet /opt/gateway/Gateway.dll\n", Unit("/opt/gateway"), StringComparison.Ordinal);

    private string Unit(string installPath)
    {
        var service = new ServiceDefinition("gate.service", null);
        return ServiceUnit.Text(new("Gateway", "/projects/Gateway.csproj", installPath, service, [], SourcePosition.None), service, _published);
    }
}
