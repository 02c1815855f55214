using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Edi.Images.Tests.Harness;

/// <summary>An emulated machine. Its files live in a folder of their own; both are gone after disposal, only the logs stay.</summary>
internal sealed class QemuMachine : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TemporaryFolder _folder;
    private readonly Task<string> _errors;

    private QemuMachine(Process process, TemporaryFolder folder, SerialConsole console, int sshPort)
    {
        _process = process;
        _folder = folder;
        _errors = process.StandardError.ReadToEndAsync();
        Console = console;
        SshPort = sshPort;
    }

    /// <summary>The serial port with the log-in prompt.</summary>
    public SerialConsole Console { get; }

    /// <summary>The port of 127.0.0.1 that leads to the machine's ssh server.</summary>
    public int SshPort { get; }

    /// <summary>Starts a machine, which takes over the folder of its files and deletes it in the end.</summary>
    public static QemuMachine Start(string program, IEnumerable<string> arguments, TemporaryFolder folder, SerialConsole console, int sshPort)
    {
        var start = new ProcessStartInfo(HostProgram.Find(program), ["-display", "none", "-monitor", "none", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!, folder, console, sshPort);
    }

    /// <summary>A network that reaches the machine's port 22 from <paramref name="sshPort"/> of 127.0.0.1.</summary>
    public static string UserNetwork(string id, int sshPort) =>
        FormattableString.Invariant($"user,id={id},hostfwd=tcp:127.0.0.1:{sshPort}-:22");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for a text on the console; one after which it will never come ends the wait at once.</summary>
    public async Task WaitForAsync(Regex pattern, Regex hopeless, TimeSpan timeout)
    {
        var clock = Stopwatch.StartNew();
        while (!Console.Shows(pattern))
        {
            if (_process.HasExited)
            {
                Assert.Fail($"QEMU ended with exit code {_process.ExitCode}: {await _errors}");
            }

            string where = $"{Console.File}. Its last lines:\n{Console.Tail()}";
            Assert.False(Console.Shows(hopeless), $"'{pattern}' will not appear in {where}");
            Assert.True(clock.Elapsed < timeout, $"'{pattern}' did not appear within {timeout} in {where}");
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
