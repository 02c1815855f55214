namespace Edi.Sdk.Tests.Harness;

/// <summary>What a finished program left: its exit code and all that it printed.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output)
{
    public CommandOutcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>The steps that a build which succeeded ran, in their order: each tells at its end how long it took. The report, which follows each new image, is left out.</summary>
    public string[] Steps =>
    [
        .. Succeeded().Output.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("Edi", StringComparison.Ordinal) && line.Contains(" s, ", StringComparison.Ordinal))
            .Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)])
            .Where(step => step != "EdiReport"),
    ];

    /// <summary>Failed, and told this.</summary>
    public CommandOutcome FailedWith(string text)
    {
        Assert.True(ExitCode != 0, $"It should have failed:\n{Output}");
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"It should have told:\n{text}\nIt told:\n{Output}");
        return this;
    }
}
