using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>Each project of tests runs alone, where nothing else of the repository has been restored or built.</summary>
public sealed class FreshCloneTests
{
    [LongTheory]
    [InlineData("Edi.Tasks.Tests", "*.ByteSizeTests")]
    [InlineData("Edi.Sdk.Tests", "*.ReproducibleTests")]
    [InlineData("Edi.Testing.Tests", "*.PartitionTableTests")]
    [InlineData("Edi.Images.Tests", "*.SmallImageTests")]
    public async Task A_project_of_tests_runs_alone(string project, string tests)
    {
        using var folder = new TemporaryFolder();
        string clone = folder.PathOf("clone");
        using var git = RunningCommand.Start("/", Environment, "git", "clone", "--quiet", Repository.Root, clone);
        (await git.EndAsync()).Succeeded();
        using var run = RunningCommand.Start(clone, Environment, "dotnet", "test", "--project", $"tests/{project}", "--", "--filter-class", tests);
        (await run.EndAsync()).Succeeded();
    }

    private static Dictionary<string, string> Environment { get; } = new[] { "PATH", "HOME", "SSL_CERT_FILE" }
        .Select(name => KeyValuePair.Create(name, System.Environment.GetEnvironmentVariable(name)))
        .Where(variable => variable.Value is not null)
        .ToDictionary(variable => variable.Key, variable => variable.Value!);
}
