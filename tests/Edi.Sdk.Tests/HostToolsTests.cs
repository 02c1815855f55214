using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// EdiInstallHostTools, in a copy of the machine's root from which tools are removed. What it installs changes what the
/// definition's reading has seen of the host, and the steps' fingerprints tell of the host with which the steps run.
/// </summary>
public sealed class HostToolsTests : IDisposable
{
    // Packages that are recorded as installed, each in this version, and nothing more.
    private const string Installer =
        """
        forget() { for package; do sed --in-place "/^Package: $package\$/,/^\$/d" /var/lib/dpkg/status; done; }
        rm /usr/bin/apt-get
        cat >/usr/bin/apt-get <<'END'
        #!/bin/sh
        set -eu
        [ "$1" = install ] || exit 0
        shift
        for package; do
          case $package in --*) continue ;; mmdebstrap) touch /usr/bin/mmdebstrap && chmod +x /usr/bin/mmdebstrap ;; esac
          printf 'Package: %s\nStatus: install ok installed\nVersion: 99.1\n\n' "$package" >>/var/lib/dpkg/status
        done
        END
        chmod +x /usr/bin/apt-get

        """;

    private readonly TestProject _project = new();

    public HostToolsTests() => _project.Replace("small.yml", "label: ROOT\n      file_system: ext4\n      free_space: 32MiB", "file_system: squashfs\n      free_space: 0KiB");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Fingerprints_tell_of_the_tools_that_the_build_has_installed()
    {
        Assert.SkipUnless(HostCopy.IsPossible, HostCopy.Reason);
        // An LXD that comes meanwhile is no concern of Buildah's.
        _project.WriteProject("small", "<ItemGroup><EdiHostPackage Include=\"lxd\" /></ItemGroup>");
        _project.Replace("small.yml", "greeting: hello", "greeting: \"{{ edi_lxd_version }}\"");
        (await HostCopy.RunAsync(_project, $"{Installer}forget mmdebstrap squashfs-tools lxd; rm /usr/bin/mmdebstrap\n{Build} -t:EdiCheckHost")).Succeeded();
        Assert.Contains("tool.mmdebstrap=99.1", Fingerprint("EdiBootstrap"));
        Assert.Contains("tool.squashfs-tools=99.1", Fingerprint("EdiImage"));
        Assert.Contains("\"5.0.2\"", await File.ReadAllTextAsync(_project.PathOf("obj/small/Debug/merged.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>As after the first command of the README.</summary>
    [LongFact]
    public async Task The_build_after_the_one_that_installed_tools_runs_no_step()
    {
        Assert.SkipUnless(HostCopy.IsPossible, HostCopy.Reason);
        string script = $"dpkg --remove --force-depends squashfs-tools\n{Build}\nmksquashfs -version\necho 'the second build'\n{Build}\n{Build} -t:Clean";
        var outcome = (await HostCopy.RunAsync(_project, script)).Succeeded();
        string[] builds = outcome.Output.Split("the second build");
        Assert.Contains("EdiImage", (outcome with { Output = builds[0] }).Steps);
        Assert.Empty((outcome with { Output = builds[1] }).Steps);
    }

    private string Build => $"dotnet build small.ediproj -tl:off -p:EdiInstallHostTools=true -p:EdiCacheDirectory={_project.Cache}";

    private string[] Fingerprint(string step) => File.ReadAllLines(_project.PathOf($"obj/small/Debug/fingerprint/{step}.txt"));
}
