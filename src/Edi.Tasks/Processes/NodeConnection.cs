using System.Globalization;
using System.Runtime.InteropServices;

namespace Edi.Tasks.Processes;

/// <summary>
/// Who has connected to this process of MSBuild. A worker stays for later builds, so the process that has started it may have
/// ended long since; the kernel knows who is at the other end of its socket now.
/// </summary>
internal static partial class NodeConnection
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED

    /// <summary>The process for which this one builds; null when nobody is connected.</summary>
    public static int? FindBuilder()
    {
        var accepted = AcceptedSockets(File.ReadLines("/proc/self/net/unix"), Environment.ProcessId);
        foreach (string descriptor in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (new FileInfo(descriptor).LinkTarget is { } link && accepted.Contains(link) && PeerOf(int.Parse(Path.GetFileName(descriptor), CultureInfo.InvariantCulture)) is { } peer)
            {
                return peer;
            }
        }

        return null;
    }

    /// <summary>The sockets that have accepted a connection at the name that MSBuild gives a node, as links of /proc name them.</summary>
    /// <param name="table">The lines of /proc/net/unix.</param>
    internal static HashSet<string> AcceptedSockets(IEnumerable<string> table, int process)
    {
        const string connected = "03";
        string name = string.Create(CultureInfo.InvariantCulture, $"MSBuild{process}");
        return
        [
            .. table.Select(line => line.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields is [_, _, _, _, _, connected, _, var path] && path.EndsWith(name, StringComparison.Ordinal))
                .Select(fields => $"socket:[{fields[6]}]"),
        ];
    }

    private static unsafe int? PeerOf(int socket)
    {
        // struct ucred: process, user, group.
        int* credentials = stackalloc int[3];
        uint size = 3 * sizeof(int);
        return GetSocketOption(socket, SocketLevel, PeerCredentials, credentials, ref size) == 0 ? credentials[0] : null;
    }

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    private static unsafe partial int GetSocketOption(int socket, int level, int name, int* value, ref uint size);
}
