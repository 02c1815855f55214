using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Verify;

/// <summary>Reads /proc/net/tcp, udp and their like for IPv6, see proc_net(5).</summary>
internal static partial class ListeningPorts
{
    private const string TcpListen = "0A";
    private const string UdpUnconnected = "07";

    /// <summary>The ports on which something listens for other machines, in their order.</summary>
    public static ImmutableSortedSet<int> In(string table, PortProtocol protocol)
    {
        string state = protocol == PortProtocol.Tcp ? TcpListen : UdpUnconnected;
        return
        [
            .. Socket().Matches(table)
                .Where(socket => socket.Groups["state"].Value == state && !IsLoopback(socket.Groups["address"].Value))
                .Select(socket => int.Parse(socket.Groups["port"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
        ];
    }

    // Words of 32 bits in the byte order of the machine, which is little on all that can be run.
    private static bool IsLoopback(string address) =>
        (address.Length == 8 && address.EndsWith("7F", StringComparison.Ordinal)) || address == "00000000000000000000000001000000";

    [GeneratedRegex("^ *[0-9]+: (?<address>[0-9A-F]{8}|[0-9A-F]{32}):(?<port>[0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} (?<state>[0-9A-F]{2}) ", RegexOptions.Multiline)]
    private static partial Regex Socket();
}
