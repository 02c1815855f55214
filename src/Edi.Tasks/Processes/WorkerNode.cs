using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>
/// MSBuild builds several projects in several processes, and may build any of them in one whose standard input and output nobody
/// has, also the one that the user has named.
/// </summary>
internal static class WorkerNode
{
    private static readonly bool s_isThis = IsOne(Environment.GetCommandLineArgs());

    /// <summary>This process, and for a worker the one that the user has started, too; not if that has ended, since workers stay for the next build.</summary>
    public static ImmutableArray<int> ProcessesOfBuild => s_isThis && ParentProcesses.IsMSBuild(ParentProcesses.First) ? [Environment.ProcessId, ParentProcesses.First] : [Environment.ProcessId];

    /// <summary>Whether a command line is that of such a process.</summary>
    public static bool IsOne(IEnumerable<string> arguments) => arguments.Any(argument => argument.StartsWith("/nodemode:", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="EdiException">EDI0013, when this process has no standard input.</exception>
    public static void RefuseShell()
    {
        if (s_isThis)
        {
            throw new EdiException(EdiCodes.NoShell, "MSBuild builds this project in a process that has no terminal, since the project refers to others. Add '-m:1'.");
        }
    }

    /// <summary>Writes to the standard output of the build, as a program does whose output somebody reads.</summary>
    public static void WriteToOutput(string text)
    {
        if (!s_isThis)
        {
            Console.Out.Write(text);
            return;
        }

        using var output = File.AppendText(string.Create(CultureInfo.InvariantCulture, $"/proc/{ParentProcesses.First}/fd/1"));
        output.Write(text);
    }
}
