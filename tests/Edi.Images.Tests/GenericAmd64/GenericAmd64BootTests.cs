namespace Edi.Images.Tests.GenericAmd64;

/// <summary>The image for PCs on running machines, which <c>dotnet run</c> has started.</summary>
[Collection<GenericAmd64Shared>]
[Trait("Category", "Boot")]
public sealed class GenericAmd64BootTests(GenericAmd64Boot booted) : BootTests(booted), IClassFixture<GenericAmd64Boot>
{
    private protected override string HostName => "generic";

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
