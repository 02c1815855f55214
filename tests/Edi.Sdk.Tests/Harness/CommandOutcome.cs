namespace Edi.Sdk.Tests.Harness;

/// <summary>What a finished program left: its exit code and all that it printed.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output)
{
    public CommandOutcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>Failed, and told this.</summary>
    public CommandOutcome FailedWith(string text)
    {
        Assert.True(ExitCode != 0, $"It should have failed:\n{Output}");
        Assert.Contains(text, Output, StringComparison.Ordinal);
        return this;
    }
}
