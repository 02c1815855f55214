namespace Edi.Testing;

/// <summary>How a program ended, and what it wrote.</summary>
/// <param name="CommandLine">The program and its arguments, for people.</param>
/// <param name="ExitCode">0 for success, with nearly all programs.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record EdiProgramResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>The standard output of a program that had to succeed.</summary>
    /// <exception cref="EdiTestingException">The exit code is not 0; the message has all that the program wrote.</exception>
    public string Require() =>
        ExitCode == 0 ? Output : throw new EdiTestingException($"Expected success, found exit code {ExitCode} of: {CommandLine}\n{Error}\n{Output}");
}
