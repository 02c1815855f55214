using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Machine;

namespace Edi.Tasks.Tests;

/// <summary>Which ports of 127.0.0.1 lead to a machine.</summary>
public sealed class PortForwardTests
{
    [Theory]
    [InlineData("", "", "-22")]
    [InlineData("2222", "", "2222-22")]
    [InlineData("", "8080", "-22 -8080")]
    [InlineData("2222", " 8080 ;\n;9000:80;", "2222-22 -8080 9000-80")]
    [InlineData("1", "65535:65535", "1-22 65535-65535")]
    public void Values_name_ports(string ssh, string others, string expected) =>
        Assert.Equal(expected, string.Join(' ', PortForward.Parse(ssh, others).Select(port => $"{port.Host}-{port.Guest}")));

    [Theory]
    [InlineData("0", "", "EdiRunSshPort must be a port, a number from 1 to 65535; found '0'")]
    [InlineData("65536", "", "found '65536'")]
    [InlineData("+22", "", "found '+22'")]
    [InlineData("", "http", "EdiRunPorts must be ports of the machine with semicolons between them, each GUEST or HOST:GUEST, numbers from 1 to 65535; found 'http'")]
    [InlineData("", "80:", "found '80:'")]
    [InlineData("", ":80", "found ':80'")]
    [InlineData("", "1:2:3", "found '1:2:3'")]
    [InlineData("", "80,81", "found '80,81'")]
    [InlineData("", "0:80", "found '0:80'")]
    [InlineData("", "80 81", "found '80 81'")]
    [InlineData("", "2222:22", "EdiRunSshPort says at which port")]
    [InlineData("", "80;81:80", "found port 80 of the machine twice")]
    [InlineData("8080", "8080:80", "found port 8080 of 127.0.0.1 twice")]
    public void Other_values_are_errors(string ssh, string others, string message)
    {
        var problem = Assert.Single(Assert.Throws<EdiException>(() => PortForward.Parse(ssh, others)).Problems);
        Assert.Equal(EdiCodes.InvalidValue, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_forward_gets_a_port_of_its_own()
    {
        var forwards = Enumerable.Range(1, 100).Select(port => new PortForward(null, port)).ToImmutableArray();
        var chosen = HostPorts.Choose(forwards);
        Assert.Equal(forwards.Select(forward => forward.Guest), chosen.Select(forward => forward.Guest));
        Assert.All(chosen, forward => Assert.InRange(forward.Host!.Value, 1, 65535));
        Assert.Distinct(chosen.Select(forward => forward.Host));
    }

    [Theory]
    [InlineData(PortForward.Ssh, "EdiRunSshPort")]
    [InlineData(80, "EdiRunPorts")]
    public void A_port_that_somebody_listens_on_is_an_error(int guest, string property)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        var problem = Assert.Single(Assert.Throws<EdiException>(() => HostPorts.Choose([new(port, guest)])).Problems);
        Assert.Equal(EdiCodes.PortNotFree, problem.Code);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"The port {port} of 127.0.0.1, which {property} names for the machine's port {guest}, cannot be used: "),
            problem.Message,
            StringComparison.Ordinal);
    }
}
