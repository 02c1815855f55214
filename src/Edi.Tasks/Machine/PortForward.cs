using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Machine;

/// <summary>A port of 127.0.0.1 that leads to one of a machine.</summary>
/// <param name="Host">The port of 127.0.0.1; null until one that is free is chosen.</param>
/// <param name="Guest">The machine's port.</param>
internal sealed record PortForward(int? Host, int Guest)
{
    /// <summary>The machine's port of its ssh server.</summary>
    public const int Ssh = 22;

    /// <summary>Reads the values of the properties EdiRunSshPort and EdiRunPorts; the ssh port is the first.</summary>
    /// <param name="ssh">A port of 127.0.0.1, or nothing.</param>
    /// <param name="others">Ports of the machine with semicolons between them, each <c>GUEST</c> or <c>HOST:GUEST</c>.</param>
    /// <exception cref="EdiException">A value is no port, or named twice.</exception>
    public static ImmutableArray<PortForward> Parse(string ssh, string others)
    {
        ImmutableArray<PortForward> forwards =
        [
            new(
                ssh.Length == 0
                    ? null
                    : Port(ssh) ?? throw Invalid($"The property EdiRunSshPort must be a port, a number from 1 to 65535; found '{ssh}'."),
                Ssh),
            .. others.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseOne),
        ];
        if (forwards.Skip(1).Any(forward => forward.Guest == Ssh))
        {
            throw Invalid("The property EdiRunPorts names port 22 of the machine, which is always reached; EdiRunSshPort says at which port of 127.0.0.1.");
        }

        RequireOnce(forwards.Select(forward => forward.Guest), "of the machine");
        RequireOnce(forwards.Select(forward => forward.Host).OfType<int>(), "of 127.0.0.1");
        return forwards;
    }

    private static PortForward ParseOne(string value)
    {
        string[] parts = value.Split(':');
        return parts.Select(Port).ToArray() switch
        {
            [int guest] => new(null, guest),
            [int host, int guest] => new(host, guest),
            _ => throw Invalid($"The property EdiRunPorts must be ports of the machine with semicolons between them, each GUEST or HOST:GUEST, numbers from 1 to 65535; found '{value}'."),
        };
    }

    private static void RequireOnce(IEnumerable<int> ports, string whose)
    {
        if (ports.GroupBy(port => port).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"The properties EdiRunSshPort and EdiRunPorts must name each port once; found port {twice.Key} {whose} twice."));
        }
    }

    private static int? Port(string value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0 ? port : null;

    private static EdiException Invalid(string message) => new(EdiCodes.InvalidValue, message);
}
