using Edi.Tasks.Machine;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>The life of a machine, played by programs of the host.</summary>
public sealed class RunningMachineTests : IDisposable
{
    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public void A_machine_is_gone_when_it_is_switched_off()
    {
        string seconds = HostToolFixture.UniqueSeconds();
        using (var machine = new RunningMachine(new ToolCommand("sleep", seconds), _tools.Log))
        {
            Assert.True(SpinWait.SpinUntil(() => HostToolFixture.IsRunning(seconds), TimeSpan.FromSeconds(30)));
            Assert.Null(machine.ExitCode);
        }

        Assert.True(HostToolFixture.IsGone(seconds));
    }

    [Fact]
    public void A_machine_that_ends_tells_how()
    {
        using var machine = new RunningMachine(new ToolCommand("sh", "-c", "echo no disk >&2; exit 3"), _tools.Log);
        Assert.True(SpinWait.SpinUntil(() => machine.ExitCode is not null, TimeSpan.FromSeconds(30)));
        Assert.Equal(3, machine.ExitCode);
        Assert.Equal("no disk", machine.Complaints);
    }
}
