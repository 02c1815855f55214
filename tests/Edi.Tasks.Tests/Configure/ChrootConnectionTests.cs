using System.Collections.Immutable;
using Edi.Tasks.Configure;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class ChrootConnectionTests : IDisposable
{
    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public void Programs_in_a_container_find_roots_home_and_nothing_of_Ansibles()
    {
        string script = ChrootConnection.Script(["ANSIBLE_CONFIG", "PATH"], ContainerEnvironment.Parse("root:x:0:0::/a home:/bin/sh"));
        string printed = _tools.Host.Capture(
            Diagnostics.EdiCodes.EngineFailed,
            new ToolCommand("sh", "-c", $"chroot() {{ env; }}\n{script.Replace("exec ", "", StringComparison.Ordinal)}") { Environment = ImmutableDictionary<string, string>.Empty.Add("ANSIBLE_CONFIG", "/tmp/ansible.cfg").Add("PYTHONDONTWRITEBYTECODE", "1") });
        string[] lines = printed.Split('\n');
        Assert.Contains("HOME=/a home", lines);
        Assert.Contains("LOGNAME=root", lines);
        Assert.Contains("TMPDIR=/tmp", lines);
        Assert.Contains("PYTHONDONTWRITEBYTECODE=1", lines);
        Assert.Contains($"PATH={ToolEnvironment.SearchPath}", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("ANSIBLE_", StringComparison.Ordinal));
    }
}
