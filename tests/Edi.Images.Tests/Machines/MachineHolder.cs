using Edi.Testing;

namespace Edi.Images.Tests.Machines;

/// <summary>What a test host that is killed was doing: another test starts it in a process of its own.</summary>
public sealed class MachineHolder
{
    /// <summary>The variable with the path of the console's log.</summary>
    public const string LogVariable = "EDI_HELD_MACHINE_LOG";

    [Fact(Explicit = true)]
    public async Task Holds_a_machine_until_somebody_kills_it()
    {
        await using var machine = await EdiMachine.StartAsync(
            EdiProject.Find("generic-amd64"),
            new() { LogFile = Environment.GetEnvironmentVariable(LogVariable) },
            TestContext.Current.CancellationToken);
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }
}
