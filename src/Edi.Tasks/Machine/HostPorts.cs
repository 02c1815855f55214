using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Machine;

/// <summary>Chooses ports of 127.0.0.1 that nobody listens on.</summary>
internal static class HostPorts
{
    /// <summary>Gives a free port to each forward that names none, and makes sure of the others.</summary>
    /// <exception cref="EdiException">EDI6008, when a port that is named cannot be listened on.</exception>
    public static ImmutableArray<PortForward> Choose(ImmutableArray<PortForward> forwards)
    {
        // All are held until the last is chosen: the kernel would give a port out again. Those with a name go first.
        var held = new List<TcpListener>();
        try
        {
            var chosen = new Dictionary<int, int>();
            foreach (var forward in forwards.OrderBy(forward => forward.Host is null))
            {
                var listener = new TcpListener(IPAddress.Loopback, forward.Host ?? 0);
                Listen(listener, forward);
                held.Add(listener);
                chosen[forward.Guest] = ((IPEndPoint)listener.LocalEndpoint).Port;
            }

            return [.. forwards.Select(forward => forward with { Host = chosen[forward.Guest] })];
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static void Listen(TcpListener listener, PortForward forward)
    {
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            listener.Dispose();
            string property = forward.Guest == PortForward.Ssh ? "EdiRunSshPort" : "EdiRunPorts";
            throw new EdiException(EdiCodes.PortNotFree, string.Create(
                CultureInfo.InvariantCulture,
                $"The port {forward.Host} of 127.0.0.1, which {property} names for the machine's port {forward.Guest}, cannot be used: {e.Message}. Name another, or none: then one that is free is taken."));
        }
    }
}
