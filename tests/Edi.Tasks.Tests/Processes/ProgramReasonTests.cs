using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>Among the lines of a program that has failed, one tells why.</summary>
public sealed class ProgramReasonTests
{
    [Theory]
    // mmdebstrap with apt's reason.
    [InlineData("I: downloading packages with apt...\nE: Failed to fetch http://a/b.deb  404  Not Found\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\nE: apt-get --yes install failed\nI: main() received signal PIPE: waiting for setup...\nE: mmdebstrap failed to run", "Failed to fetch http://a/b.deb  404  Not Found")]
    // A package's script.
    [InlineData("Setting up broken (1) ...\ndpkg: error processing package broken (--configure):\n installed broken package post-installation script subprocess returned error exit status 3\nErrors were encountered while processing:\n broken\nE: Sub-process env returned an error code (1)\nE: mmdebstrap failed to run", "dpkg: error processing package broken (--configure): installed broken package post-installation script subprocess returned error exit status 3")]
    [InlineData("I: creating tarball...\ntar: ./usr: Cannot write: No space left on device\ntar: Exiting with failure status due to previous errors", "tar: ./usr: Cannot write: No space left on device")]
    [InlineData("Error: committing container: storing blob: no space left on device", "committing container: storing blob: no space left on device")]
    [InlineData("time=\"2026-01-01T00:00:00Z\" level=error msg=\"reading \\\"x\\\": permission denied\"", "reading \"x\": permission denied")]
    [InlineData("Copying\nError: Failed instance creation: not found\nDone", "Failed instance creation: not found")]
    public void The_line_that_tells_why_is_found(string output, string reason) => Assert.Equal(reason, ProgramReason.Find([.. output.Split('\n')]));

    [Theory]
    [InlineData("dpkg: error processing package my-app:arm64 (--configure):", "my-app")]
    [InlineData("dpkg: error processing archive /var/cache/apt/archives/my-app_1.2_all.deb (--unpack):", "my-app")]
    [InlineData("E: Unable to locate package my-app", null)]
    public void The_package_that_dpkg_could_not_install_is_found(string line, string? package) => Assert.Equal(package, ProgramReason.FindPackage(["Setting up my-app (1.2) ...", line]));

    [Theory]
    [InlineData("")]
    [InlineData("I: extracting archives...\nI: done")]
    [InlineData("E: mmdebstrap failed to run")]
    public void Where_none_does_there_is_none(string output) => Assert.Null(ProgramReason.Find([.. output.Split('\n')]));
}
