using Edi.Images.Tests.Machines;
using Edi.Tests;

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

    [Fact]
    public Task What_is_typed_at_the_console_reaches_the_machine() => System.TypeAsync("echo $((6 * 7))-answers", "42-answers");

    [Fact]
    public async Task Playbooks_configure_a_running_machine_whose_host_key_is_known()
    {
        using var project = await DeviceProject.CreateAsync(System);
        var unknown = await project.ConfigureAsync("one");
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("error EDI3007: The device 127.0.0.1 could not be reached as the user pi. 'ssh -i ", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("Host key verification failed", unknown.Output, StringComparison.Ordinal);

        project.TrustHostKey();
        (await project.ConfigureAsync("one", "two")).Require();
        Assert.Equal("one True two True", await System.RequireAsync("sudo sh -c 'cat /etc/one; echo -n \" \"; cat /etc/two'"));
        Assert.Equal("600 root", await System.RequireAsync("stat --format='%a %U' /etc/one"));

        var failed = await project.ConfigureAsync("bad");
        Assert.NotEqual(0, failed.ExitCode);
        Assert.Contains("device.yml(4,3,4,10): error EDI3002: The playbook 100_bad failed on 127.0.0.1: ansible-playbook ended with exit code 2.", failed.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories("/tmp", "edi-target-*"));
    }

    [LongFact]
    public async Task The_clean_up_of_an_image_leaves_a_running_machine_its_identity()
    {
        using var project = await DeviceProject.CreateAsync(System);
        project.TrustHostKey();
        string[] keys = await System.SshHostKeysAsync();
        string id = await System.MachineIdAsync();
        (await project.RunPlaybooksAsync("base_system_cleanup", "machine_cleanup")).Require();
        Assert.Equal(keys, await System.SshHostKeysAsync());
        Assert.Equal(id, await System.MachineIdAsync());
    }
}
