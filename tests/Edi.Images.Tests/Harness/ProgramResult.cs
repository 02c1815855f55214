namespace Edi.Images.Tests.Harness;

/// <summary>How a program ended and what it wrote.</summary>
internal sealed record ProgramResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>The standard output of a program that had to succeed.</summary>
    public string Require()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode} of: {CommandLine}\n{Error}\n{Output}");
        return Output;
    }
}
