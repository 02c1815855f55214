using System.Globalization;

namespace Edi.Tasks.Processes;

/// <summary>The processes from which this one descends, and which may wait for it.</summary>
internal static class ParentProcesses
{
    /// <summary>The process that has started this one.</summary>
    public static int First => Of(Environment.ProcessId);

    /// <summary>From <see cref="First"/> on to the first of the system, without that.</summary>
    public static IEnumerable<int> All()
    {
        for (int process = First; process > 1; process = Of(process))
        {
            yield return process;
        }
    }

    /// <summary>Whether a process may be one of MSBuild's, by its program.</summary>
    public static bool IsMSBuild(int process) =>
        Path.GetFileName(new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/exe")).LinkTarget) is "dotnet" or "MSBuild";

    /// <summary>The command line of a process, word by word; empty when there is none of that number.</summary>
    public static string[] ArgumentsOf(int process)
    {
        string arguments = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline");
        return File.Exists(arguments) ? File.ReadAllText(arguments).Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    private static int Of(int process)
    {
        const string field = "PPid:";
        string status = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status";
        return File.Exists(status)
            ? int.Parse(File.ReadLines(status).First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..], CultureInfo.InvariantCulture)
            : 0;
    }
}
