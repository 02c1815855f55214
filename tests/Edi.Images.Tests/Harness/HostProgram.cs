using Edi.Testing;

namespace Edi.Images.Tests.Harness;

/// <summary>The host's programs, which end with the test that runs them.</summary>
internal static class HostProgram
{
    /// <summary>Runs a program to its end.</summary>
    public static Task<EdiProgramResult> RunAsync(string program, params IEnumerable<string> arguments) =>
        EdiHostProgram.RunAsync(program, arguments, TestContext.Current.CancellationToken);

    /// <summary>Runs a program that has to succeed and returns its standard output.</summary>
    public static Task<string> RequireAsync(string program, params IEnumerable<string> arguments) =>
        EdiHostProgram.RequireAsync(program, arguments, TestContext.Current.CancellationToken);
}
