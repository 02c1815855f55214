using System.Globalization;
using System.Net.Sockets;

namespace Edi.Tasks.Terminal;

/// <summary>
/// One of the lines below those of MSBuild's terminal logger, which several projects of one build share, also in several processes.
/// The name of a socket is what they agree by: the kernel gives it to one of them, and takes it back however that one ends.
/// </summary>
internal sealed class TerminalRow : IDisposable
{
    private const int Rows = 4;

    private readonly string _terminal;
    private readonly Socket _name;

    private TerminalRow(string terminal, Socket name, int number) => (_terminal, _name, Number) = (terminal, name, number);

    /// <summary>How many lines below the logger's it is; the first is empty, since the logger's next line goes there.</summary>
    public int Number { get; }

    /// <summary>Whether no other project has a row.</summary>
    public bool IsOnly
    {
        get
        {
            // Whoever begins takes the first that is free.
            using var other = TryTake(_terminal);
            return Number == 1 && other is { Number: 2 };
        }
    }

    /// <param name="terminal">What names the terminal among those of the machine.</param>
    /// <returns>Null when as many projects as there are rows have one.</returns>
    public static TerminalRow? TryTake(string terminal)
    {
        for (int number = 1; number <= Rows; number++)
        {
            var name = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                name.Bind(new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"\0edi-terminal-{terminal}-{number}")));
                return new(terminal, name, number);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                name.Dispose();
            }
        }

        return null;
    }

    public void Dispose() => _name.Dispose();
}
