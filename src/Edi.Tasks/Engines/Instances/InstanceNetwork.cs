using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Engines.Instances;

/// <summary>An address that an instance can have on a bridge of the engine's.</summary>
/// <param name="Address">The address, and the length of the network's prefix: 10.0.0.7/24.</param>
/// <param name="Gateway">The bridge's own address; name servers answer there, too.</param>
internal sealed record InstanceAddress(string Address, string Gateway)
{
    public string WithoutPrefix => Address.Split('/')[0];
}

/// <summary>
/// The network of an instance in which no init runs and no program may ask for an address: it is chosen here, and the
/// engine sets it.
/// </summary>
internal static class InstanceNetwork
{
    /// <summary>Makes the bridge, unless it is there.</summary>
    public static void CreateUnlessThere(InstanceClient client, string bridge)
    {
        if (IsThere(client, bridge))
        {
            return;
        }

        try
        {
            client.Require("network", "create", client.Of(bridge));
        }
        catch (EdiException) when (IsThere(client, bridge))
        {
            // A build beside this one has made it.
        }
    }

    /// <summary>A free address; null when the bridge is not the engine's or has no IPv4.</summary>
    /// <param name="instance">The instance's name, from which the address follows while nobody else has it.</param>
    public static InstanceAddress? Choose(InstanceClient client, string bridge, string instance)
    {
        var network = client.Query($"/1.0/networks/{bridge}");
        if (!HasAddresses(network))
        {
            return null;
        }

        string own = network["config"]!["ipv4.address"]!.ToString();

        var taken = client.Query($"/1.0/networks/{bridge}/leases").AsArray()
            .Where(lease => (string?)lease!["hostname"] != instance)
            .Select(lease => (string)lease!["address"]!)
            .ToHashSet();
        return Choose(own, taken, instance);
    }

    /// <summary>Whether the engine gives IPv4 addresses there.</summary>
    /// <param name="network">What the daemon says of the network.</param>
    public static bool HasAddresses(JsonNode network) =>
        (bool)network["managed"]! && network["config"]?["ipv4.address"]?.ToString() is { } own && IPNetwork.TryParse(Base(own), out _);

    private static bool IsThere(InstanceClient client, string bridge) =>
        client.Query("/1.0/networks").AsArray().Any(network => (string?)network == $"/1.0/networks/{bridge}");

    internal static InstanceAddress? Choose(string own, IReadOnlySet<string> taken, string instance)
    {
        string gateway = own.Split('/')[0];
        int length = int.Parse(own.Split('/')[1], CultureInfo.InvariantCulture);
        uint first = ToNumber(Base(own).Split('/')[0]);
        uint size = length == 0 ? uint.MaxValue : (uint)(1L << (32 - length));
        if (size < 4)
        {
            return null;
        }

        // Neither the network's own address nor the one for all of it.
        uint usable = size - 2;
        uint begin = instance.Aggregate(17u, (sum, letter) => (sum * 31) + letter) % usable;
        for (uint i = 0; i < uint.Min(usable, 65536); i++)
        {
            string address = ToText(first + 1 + ((begin + i) % usable));
            if (address != gateway && !taken.Contains(address))
            {
                return new($"{address}/{length}", gateway);
            }
        }

        return null;
    }

    // The network that an address of it lies in.
    private static string Base(string own)
    {
        if (own.Split('/') is not [var address, var prefix] || !int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > 32
            || !IPAddress.TryParse(address, out var parsed) || parsed.GetAddressBytes().Length != 4)
        {
            return "";
        }

        uint mask = length == 0 ? 0 : uint.MaxValue << (32 - length);
        return $"{ToText(ToNumber(address) & mask)}/{prefix}";
    }

    private static uint ToNumber(string address) => IPAddress.Parse(address).GetAddressBytes().Aggregate(0u, (number, part) => (number << 8) | part);

    private static string ToText(uint number) => new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]).ToString();
}
