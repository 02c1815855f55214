using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

public sealed class ContainerEnvironmentTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private readonly SandboxFixture _sandbox = sandbox;

    [Theory]
    [InlineData("root:x:0:0:root:/root:/bin/bash", "root /root /bin/bash")]
    [InlineData("toor:x:0:0::/var/root:/bin/zsh", "toor /var/root /bin/zsh")]
    [InlineData("root:x:0:0:root::", "root / /bin/sh")]
    [InlineData("", "root /root /bin/bash")]
    [InlineData("root:x:0", "root /root /bin/bash")]
    public void It_is_what_an_account_says(string account, string expected)
    {
        var environment = ContainerEnvironment.Parse(account);
        Assert.Equal(expected, $"{environment["USER"]} {environment["HOME"]} {environment["SHELL"]}");
        Assert.Equal(environment["USER"], environment["LOGNAME"]);
        Assert.Equal("/tmp", environment["TMPDIR"]);
    }

    [Fact]
    public void The_root_file_system_is_asked()
    {
        SandboxFixture.SkipWithoutRange();
        string root = File.ReadLines("/etc/passwd").Single(line => line.Split(':')[2] == "0");
        Assert.Equal(ContainerEnvironment.Parse(root), ContainerEnvironment.OfRoot(_sandbox.Sandbox, "/"));
    }
}
