using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Terminal;

/// <summary>
/// MSBuild's terminal logger, which draws on the terminal all the time that a build runs and shows none of its messages.
/// </summary>
internal static class TerminalLogger
{
    // MSBuild tells test runners so whether it has that logger, whatever has switched it on or off; no file of switches escapes it.
    private const string Mark = "_MSBUILDTLENABLED";

    private static readonly string[] s_names = ["tl", "terminallogger", "ll", "livelogger"];

    /// <summary>Whether this build has it.</summary>
    public static bool Draws => IsOn(Environment.GetCommandLineArgs(), Environment.GetEnvironmentVariable, Console.IsOutputRedirected);

    /// <summary>Whether it shows below its lines what is being built; only then it takes away what is written there.</summary>
    public static bool ShowsNodes => !Environment.GetCommandLineArgs().Any(argument => argument.Contains("disablenodedisplay", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a program that is started now can talk to somebody at a terminal.</summary>
    /// <exception cref="EdiException">EDI0013, when there is a terminal and the logger draws on it, or when another process has it.</exception>
    public static bool RequireTerminal()
    {
        WorkerNode.RefuseShell();
        bool isTerminal = !Console.IsInputRedirected;
        return isTerminal && IsOn(Environment.GetCommandLineArgs(), Environment.GetEnvironmentVariable, isOutputRedirected: false)
            ? throw new EdiException(EdiCodes.NoShell, "MSBuild's terminal logger and a shell cannot share the terminal. Add '-tl:off'.")
            : isTerminal;
    }

    /// <summary>Whether a build has it. Where MSBuild does not tell, it is on at a terminal, and only the words are looked for that switch it off.</summary>
    /// <param name="arguments">The command line of the build.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <param name="isOutputRedirected">Whether the build's output is no terminal.</param>
    public static bool IsOn(IEnumerable<string> arguments, Func<string, string?> variable, bool isOutputRedirected) => variable(Mark) switch
    {
        "1" => true,
        "0" => false,
        _ => !isOutputRedirected
            && !arguments.Any(SwitchesOff)
            && !new[] { "MSBUILDTERMINALLOGGER", "MSBUILDLIVELOGGER" }.Any(name => IsOff(variable(name))),
    };

    private static bool SwitchesOff(string argument) =>
        argument.TrimStart('-', '/').Split(':', 2) is [var name, var value]
        && s_names.Contains(name, StringComparer.OrdinalIgnoreCase)
        && IsOff(value);

    private static bool IsOff(string? value) =>
        string.Equals(value, "off", StringComparison.OrdinalIgnoreCase) || string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
