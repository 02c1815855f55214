using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Terminal;

/// <summary>MSBuild's terminal logger, which draws on the terminal all the time that a task runs.</summary>
internal static class TerminalLogger
{
    private static readonly string[] s_names = ["tl", "terminallogger", "ll", "livelogger"];

    /// <summary>Whether a program that is started now can talk to somebody at a terminal.</summary>
    /// <exception cref="EdiException">EDI0013, when there is a terminal and the logger draws on it, or when another process has it.</exception>
    public static bool RequireTerminal()
    {
        WorkerNode.RefuseShell();
        bool isTerminal = !Console.IsInputRedirected;
        return isTerminal && IsOn(Environment.GetCommandLineArgs(), Environment.GetEnvironmentVariable)
            ? throw new EdiException(EdiCodes.NoShell, "MSBuild's terminal logger and a shell cannot share the terminal. Add '-tl:off'.")
            : isTerminal;
    }

    /// <summary>Whether it is on when the build's output is a terminal; only the words that switch it off are looked for.</summary>
    /// <param name="arguments">The command line of the build.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static bool IsOn(IEnumerable<string> arguments, Func<string, string?> variable) =>
        !arguments.Any(SwitchesOff)
        && !new[] { "MSBUILDTERMINALLOGGER", "MSBUILDLIVELOGGER" }.Any(name => IsOff(variable(name)));

    private static bool SwitchesOff(string argument) =>
        argument.TrimStart('-', '/').Split(':', 2) is [var name, var value]
        && s_names.Contains(name, StringComparer.OrdinalIgnoreCase)
        && IsOff(value);

    private static bool IsOff(string? value) =>
        string.Equals(value, "off", StringComparison.OrdinalIgnoreCase) || string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
