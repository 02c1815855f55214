using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests.RaspberryPi3;

/// <summary>The example, booted and checked by <c>dotnet test</c>.</summary>
[Collection<RaspberryPi3Shared>]
[Trait("Category", "Boot")]
public sealed class RaspberryPi3VerifyTests(RaspberryPi3Image built)
{
    [Fact]
    public async Task The_example_passes_all_checks_of_its_definition()
    {
        using var folder = new TemporaryFolder();
        (await built.Project.TestAsync("--results-directory", folder.Path)).Require();
        var results = TestResults.Read(folder.File("pi3-image.trx"));
        Assert.All(results.Outcomes, result => Assert.Equal("Passed", result.Value));
        Assert.Superset(
            new HashSet<string> { "boots to the log-in prompt", "no unit has failed", "unit ssh.service", "port 22/tcp", "file /etc/ssh/ssh_host_ed25519_key", "command 100_machine_id" },
            results.Outcomes.Keys.ToHashSet());
        Assert.Contains("Linux version ", await File.ReadAllTextAsync(built.Project.SerialLog, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
