namespace Edi.Images.Tests;

/// <summary>What holds for every image that many machines may boot, each as a machine of its own.</summary>
public abstract class DistributableImageTests(BuiltImage built) : ImageTests(built)
{
    // Its password is "raspberry".
    [Fact]
    public async Task The_known_password_is_the_only_mistake() => Assert.Equal(["EDI4004 /etc/shadow"], await Project.LintFindingsAsync());

    [Fact]
    public async Task The_machine_id_is_given_on_the_first_boot() =>
        Assert.Equal("uninitialized", (await (await RootAsync()).ReadTextAsync("/etc/machine-id")).Trim());

    [Fact]
    public async Task Ssh_host_keys_are_made_on_the_first_boot() =>
        Assert.DoesNotContain(await (await RootAsync()).ListAsync("/etc/ssh"), file => file.StartsWith("ssh_host_", StringComparison.Ordinal));

    [Theory]
    [InlineData("/tmp")]
    [InlineData("/var/cache/apt/archives/partial")]
    [InlineData("/var/lib/apt/lists")]
    [InlineData("/var/tmp")]
    public async Task Nothing_is_left_in(string folder) => Assert.Empty(await (await RootAsync()).ListAsync(folder));
}
