using System.Text;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

internal static class ToolRunnerExtensions
{
    /// <summary>Runs a program that has to succeed.</summary>
    /// <exception cref="EdiException"><paramref name="code"/>, when it does not.</exception>
    public static void Require(this IToolRunner runner, EdiCode code, ToolCommand command)
    {
        int exitCode = runner.Run(command);
        if (exitCode != 0)
        {
            throw Failure(code, command, exitCode);
        }
    }

    /// <summary>Runs a program that has to succeed and returns what it wrote to standard output.</summary>
    /// <exception cref="EdiException"><paramref name="code"/>, when it does not.</exception>
    public static string Capture(this IToolRunner runner, EdiCode code, ToolCommand command)
    {
        var output = new StringBuilder();
        int exitCode = runner.Run(command, line => output.Append(line).Append('\n'));
        return exitCode == 0 ? output.ToString() : throw Failure(code, command, exitCode);
    }

    private static EdiException Failure(EdiCode code, ToolCommand command, int exitCode) =>
        new(code, $"'{command.Program}' ended with exit code {exitCode}.");
}
