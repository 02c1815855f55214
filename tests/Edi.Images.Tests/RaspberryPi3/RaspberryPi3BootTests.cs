namespace Edi.Images.Tests.RaspberryPi3;

/// <summary>The example on running machines.</summary>
[Collection<RaspberryPi3Shared>]
[Trait("Category", "Boot")]
public sealed class RaspberryPi3BootTests(RaspberryPi3Boots booted) : BootTests(booted), IClassFixture<RaspberryPi3Boots>
{
    private protected override string HostName => "raspberry";

    [Fact]
    public async Task Each_machine_has_an_id_of_its_own()
    {
        string[] ids = await Task.WhenAll(booted.Systems.Select(system => system.MachineIdAsync()));
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.Distinct(ids);
    }

    [Fact]
    public async Task Each_machine_has_ssh_host_keys_of_its_own()
    {
        string[][] keys = await Task.WhenAll(booted.Systems.Select(system => system.SshHostKeysAsync()));
        Assert.All(keys, Assert.NotEmpty);
        Assert.Distinct(keys.SelectMany(key => key));
    }
}
