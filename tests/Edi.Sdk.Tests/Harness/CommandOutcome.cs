using System.Text.RegularExpressions;

namespace Edi.Sdk.Tests.Harness;

/// <summary>What a finished program left: its exit code and all that it printed.</summary>
internal sealed partial record CommandOutcome(int ExitCode, string Output)
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
            .Select(line => End().Match(line.Trim()))
            .Where(end => end.Success)
            .Select(end => end.Groups[1].Value)
            .Where(step => step != "EdiReport"),
    ];

    /// <summary>Failed, and told this.</summary>
    public CommandOutcome FailedWith(string text)
    {
        Assert.True(ExitCode != 0, $"It should have failed:\n{Output}");
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"It should have told:\n{text}\nIt told:\n{Output}");
        return this;
    }

    [GeneratedRegex("^(Edi[^ ]+): [0-9.]+ s(, |$)")]
    private static partial Regex End();
}
