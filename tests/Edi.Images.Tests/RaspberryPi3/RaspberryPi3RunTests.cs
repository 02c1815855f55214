using Edi.Images.Tests.Machines;
using Edi.Tests;

namespace Edi.Images.Tests.RaspberryPi3;

/// <summary>The example under <c>dotnet run</c>: its network card hangs on its USB, as on the board.</summary>
[Collection<RaspberryPi3Shared>]
[Trait("Category", "Boot")]
public sealed class RaspberryPi3RunTests(RaspberryPi3Image built)
{
    [LongFact]
    public async Task It_lets_users_in_over_ssh_and_is_configured_by_playbooks()
    {
        await using var system = await BootedSystem.StartAsync("run", built.Project);
        Assert.Equal("raspberry", await system.HostNameAsync());

        using var project = await DeviceProject.CreateAsync(system);
        project.TrustHostKey();
        (await project.ConfigureAsync("one")).Require();
        Assert.Equal("one True", await system.RequireAsync("sudo cat /etc/one"));
    }
}
