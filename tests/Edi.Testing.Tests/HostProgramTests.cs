namespace Edi.Testing.Tests;

/// <summary>The programs of the host.</summary>
public sealed class HostProgramTests
{
    [Theory]
    [InlineData("sfdisk", "fdisk")]
    [InlineData("debugfs", "e2fsprogs")]
    [InlineData("mdir", "mtools")]
    [InlineData("mcopy", "mtools")]
    [InlineData("ssh", "openssh-client")]
    [InlineData("scp", "openssh-client")]
    [InlineData("sshpass", "sshpass")]
    [InlineData("setsid", "util-linux")]
    public void A_missing_program_is_told_with_its_package(string program, string package)
    {
        var error = Assert.Throws<EdiTestingException>(() => EdiHostProgram.Find(program, ["/nowhere", "/etc"]));
        Assert.Equal($"The program '{program}' is missing on this host: apt-get install {package}", error.Message);
    }

    [Fact]
    public void A_program_of_the_administrator_is_found_without_it_in_the_path() => Assert.EndsWith("/sfdisk", EdiHostProgram.Find("sfdisk"), StringComparison.Ordinal);

    [Fact]
    public async Task A_program_that_fails_is_told_with_all_that_it_wrote()
    {
        var result = await EdiHostProgram.RunAsync("sh", ["-c", "echo out; echo err >&2; exit 3"], TestContext.Current.CancellationToken);
        Assert.Equal((3, "out\n", "err\n"), (result.ExitCode, result.Output, result.Error));
        var error = Assert.Throws<EdiTestingException>(result.Require);
        Assert.Contains("exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("err\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("out\n", error.Message, StringComparison.Ordinal);
    }
}
