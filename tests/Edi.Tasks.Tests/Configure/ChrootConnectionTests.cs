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

    [Fact]
    public void Variables_of_the_project_are_for_Ansible_alone()
    {
        string script = ChrootConnection.Script(["DEPLOY_TOKEN", "LC_ALL"], ContainerEnvironment.OfDebian);
        string[] lines = _tools.Host.Capture(
            Diagnostics.EdiCodes.EngineFailed,
            new ToolCommand("sh", "-c", $"chroot() {{ env; }}\n{script.Replace("exec ", "", StringComparison.Ordinal)}")
            {
                Environment = ImmutableDictionary<string, string>.Empty.Add("DEPLOY_TOKEN", "x").Add("LC_ALL", "de_DE.UTF-8").Add("ANSIBLE_VAULT_PASSWORD_FILE", "/dev/fd/3"),
            }).Split('\n');
        Assert.Contains("LC_ALL=C.UTF-8", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("DEPLOY_TOKEN", StringComparison.Ordinal) || line.StartsWith("ANSIBLE_", StringComparison.Ordinal));
    }
}
