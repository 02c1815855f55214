using Edi.Testing;

namespace Tests;

/// <summary>What the machine does. A copy of the image boots in QEMU, once for all facts of this class.</summary>
public sealed class MachineTests(MachineTests.Machine machine) : IClassFixture<MachineTests.Machine>
{
    [Fact]
    public async Task The_application_answers()
    {
        using var http = new HttpClient { BaseAddress = machine.Running.AddressOf(8080) };
        Assert.StartsWith("my-host ", await http.GetStringAsync("/"));
    }

    [Fact]
    public async Task The_application_runs_as_a_user_of_its_own() =>
        Assert.NotEqual("root", await machine.Ssh.RequireAsync("stat --format=%U /proc/$(systemctl show --property MainPID --value gateway)"));

    public sealed class Machine : IAsyncLifetime
    {
        public EdiMachine Running { get; private set; } = null!;

        public EdiSshSession Ssh { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Running = await EdiMachine.StartAsync(EdiProject.Find("edi-product"), new() { Ports = [8080] });
            Ssh = await Running.ConnectAsync("admin", EdiCredential.Password("admin"));
            await Ssh.RunAsync("systemctl is-system-running --wait"); // Until then, services are being started.
        }

        public async Task DisposeAsync()
        {
            if (Running is not null) // It may not have started.
            {
                await Running.DisposeAsync();
            }
        }
    }
}
