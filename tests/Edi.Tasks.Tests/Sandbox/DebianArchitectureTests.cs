using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class DebianArchitectureTests : IDisposable
{
    private readonly HostToolFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("amd64", "x86_64-linux-gnu", "x86_64")]
    [InlineData("arm64", "aarch64-linux-gnu", "aarch64")]
    [InlineData("armel", "arm-linux-gnueabi", "armv7l")]
    [InlineData("armhf", "arm-linux-gnueabihf", "armv7l")]
    [InlineData("i386", "i386-linux-gnu", "i686")]
    [InlineData("ppc64el", "powerpc64le-linux-gnu", "ppc64le")]
    [InlineData("riscv64", "riscv64-linux-gnu", "riscv64")]
    [InlineData("s390x", "s390x-linux-gnu", "s390x")]
    public void An_architecture_has_its_names_in_library_paths_and_of_its_machine(string name, string multiarch, string machine)
    {
        var architecture = DebianArchitecture.Find(name)!;
        Assert.Equal(multiarch, architecture.Multiarch);
        Assert.Equal(machine, architecture.Machine);
    }

    [Theory]
    [InlineData("x86_64", "amd64")]
    [InlineData("x64", "amd64")]
    [InlineData("linux-arm64", "arm64")]
    [InlineData("aarch64", "arm64")]
    [InlineData("aarch64-linux-gnu", "arm64")]
    [InlineData("armv7l", "armhf")]
    [InlineData("i686", "i386")]
    [InlineData("ppc64le", "ppc64el")]
    [InlineData("pdp11", null)]
    [InlineData("", null)]
    public void What_others_call_an_architecture_is_known(string word, string? name) => Assert.Equal(name, DebianArchitecture.NameOf(word));

    [Fact]
    public void The_names_in_library_paths_are_those_of_dpkg()
    {
        if (HostToolRunner.TryFindProgram("dpkg-architecture") is null)
        {
            Assert.Skip("dpkg-architecture is not installed.");
        }

        Assert.All(DebianArchitecture.All, architecture => Assert.Equal(
            architecture.Multiarch + "\n",
            _fixture.Host.Capture(EdiCodes.HostNotReady, new ToolCommand("dpkg-architecture", "-f", "-a", architecture.Name, "-q", "DEB_HOST_MULTIARCH"))));
    }

    [Fact]
    public void The_hosts_names_are_those_that_it_uses_itself()
    {
        Assert.True(Directory.Exists($"/usr/lib/{DebianArchitecture.Host.Multiarch}"));
        Assert.Equal(DebianArchitecture.Host.Machine + "\n", _fixture.Host.Capture(EdiCodes.HostNotReady, new ToolCommand("uname", "-m")));
    }
}
