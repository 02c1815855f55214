using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>
/// MSBuild builds several projects in several processes, and may build any of them in one whose standard input and output nobody
/// has, also the one that the user has named.
/// </summary>
internal static class WorkerNode
{
    private static readonly string[] s_arguments = Environment.GetCommandLineArgs();
    private static readonly bool s_isThis = IsOne(s_arguments);

    /// <summary>This process, and for a worker the one that it builds for, too.</summary>
    public static ImmutableArray<int> ProcessesOfBuild => s_isThis && Builder is { } builder ? [Environment.ProcessId, builder] : [Environment.ProcessId];

    /// <summary>Whether MSBuild's loggers run in another process than this one.</summary>
    public static bool IsRemote => s_isThis && !IsServer(s_arguments);

    /// <summary>Whether this process is MSBuild's server: what it writes to its console, the command that the user has started writes to its own.</summary>
    public static bool IsServerOfBuild => IsServer(s_arguments);

    /// <summary>For a worker, the process that it builds for: it runs the loggers.</summary>
    public static int? Builder => NodeConnection.FindBuilder() ?? (ParentProcesses.IsMSBuild(ParentProcesses.First) ? ParentProcesses.First : null);

    /// <summary>Whether a command line is that of such a process.</summary>
    public static bool IsOne(IEnumerable<string> arguments) => arguments.Any(argument => argument.StartsWith("/nodemode:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it is that of MSBuild's server.</summary>
    internal static bool IsServer(IEnumerable<string> arguments) => arguments.Contains("/nodemode:8", StringComparer.OrdinalIgnoreCase);

    /// <exception cref="EdiException">EDI0013, when this process has no standard input.</exception>
    public static void RefuseShell()
    {
        if (s_isThis)
        {
            throw new EdiException(EdiCodes.NoShell, "MSBuild builds this project in a process that has no terminal, since the project refers to others. Add '-m:1'.");
        }
    }
}
