using System.Globalization;
using System.Text;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Terminal;

/// <summary>The standard output of the build, which another process than this one may have.</summary>
internal static class BuildOutput
{
    /// <summary>Whether this process can write to it. A worker of MSBuild's server cannot: only the server is connected to the command that a user has started.</summary>
    public static bool IsReached => !WorkerNode.IsRemote || Remote is not null;

    /// <summary>The file by which a worker reaches it; null when it does not.</summary>
    public static string? Remote => WorkerNode.Builder is { } builder && !WorkerNode.IsServer(ParentProcesses.ArgumentsOf(builder))
        ? string.Create(CultureInfo.InvariantCulture, $"/proc/{builder}/fd/1")
        : null;

    /// <summary>Writes as a program does whose output somebody reads; all of it at once, so that what MSBuild writes stands before or after it.</summary>
    public static void Write(string text)
    {
        if (!WorkerNode.IsRemote)
        {
            Console.Out.Write(text);
        }
        else if (Remote is { } path)
        {
            WriteTo(path, text);
        }
    }

    /// <summary>Writes to such a file. It is not locked: MSBuild writes to it too.</summary>
    public static void WriteTo(string path, string text)
    {
        using var output = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        output.Write(Encoding.UTF8.GetBytes(text));
    }
}
