using Edi.Images.Tests.Machines;
using Edi.Tests;

namespace Edi.Images.Tests.GenericAmd64;

/// <summary><c>dotnet run</c> with a disk that stays.</summary>
[Collection<GenericAmd64Shared>]
[Trait("Category", "Boot")]
public sealed class GenericAmd64KeepTests(GenericAmd64Image built)
{
    [LongFact]
    public async Task What_was_changed_is_there_again_if_that_was_asked_for()
    {
        built.Project.DeleteKeptMachine();
        await RunAsync("keep1", "echo kept >note && sync");
        Assert.Equal("kept", await RunAsync("keep2", "cat note"));
        built.Project.DeleteKeptMachine();
    }

    private async Task<string> RunAsync(string name, string command)
    {
        await using var system = await BootedSystem.StartAsync(name, built.Project, "-p:EdiRunKeep=true");
        return await system.RequireAsync(command);
    }
}
