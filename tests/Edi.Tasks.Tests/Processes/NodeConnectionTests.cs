using System.Net.Sockets;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class NodeConnectionTests
{
    private const string Table =
        """
        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 1111 /tmp/MSBuild42
        0000000000000000: 00000003 00000000 00000000 0001 03 2222 /tmp/MSBuild42
        0000000000000000: 00000003 00000000 00000000 0001 03 3333 /tmp/MSBuild421
        0000000000000000: 00000003 00000000 00000000 0001 03 4444
        0000000000000000: 00000003 00000000 00000000 0001 03 5555 /a folder/MSBuild42
        """;

    /// <summary>Not the one that listens, not another node's, not a nameless one.</summary>
    [Fact]
    public void What_a_node_has_accepted_stands_in_the_kernels_table() =>
        Assert.Equal(["socket:[2222]", "socket:[5555]"], NodeConnection.AcceptedSockets(Table.Split('\n'), 42).Order());

    [Fact]
    public async Task The_kernel_tells_who_is_at_the_other_end()
    {
        Assert.Null(NodeConnection.FindBuilder());
        using var folder = new TemporaryFolder();
        var name = new UnixDomainSocketEndPoint(folder.At($"MSBuild{Environment.ProcessId}"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(name);
        listener.Listen();
        using var builder = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await builder.ConnectAsync(name, TestContext.Current.CancellationToken);
        using (await listener.AcceptAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(Environment.ProcessId, NodeConnection.FindBuilder());
        }
    }
}
