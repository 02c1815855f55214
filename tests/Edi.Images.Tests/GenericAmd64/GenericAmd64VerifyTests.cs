using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests.GenericAmd64;

/// <summary>The image for PCs, booted and checked by <c>dotnet test</c>.</summary>
[Collection<GenericAmd64Shared>]
[Trait("Category", "Boot")]
public sealed class GenericAmd64VerifyTests(GenericAmd64Image built)
{
    // One boot for both: what is right passes, and what is wrong is told at its place, with the console's log.
    [Fact]
    public async Task What_is_wrong_fails_and_what_is_right_passes()
    {
        using var folder = new TemporaryFolder();
        string program = folder.File("fails");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho 'the lamp is off'\nexit 3\n", TestContext.Current.CancellationToken);

        var outcome = await built.Project.BuildAsync("-t:EdiVerify", $"-p:EdiTestResultsDirectory={folder.Path}", $"-p:TestProgramThatFails={program}");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("error EDI6005: Check 'program fails' failed: it ended with exit code 3", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("the lamp is off", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(built.Project.SerialLog, outcome.Output, StringComparison.Ordinal);
        var results = TestResults.Read(folder.File("generic-amd64.trx"));
        Assert.Equal("Failed", results.Outcomes["program fails"]);
        Assert.All(results.Outcomes.Where(result => result.Key != "program fails"), result => Assert.Equal("Passed", result.Value));
        Assert.Contains("program answers", results.Outcomes.Keys);
    }
}
