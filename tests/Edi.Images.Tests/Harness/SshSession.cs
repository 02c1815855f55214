using System.Diagnostics;
using System.Globalization;

namespace Edi.Images.Tests.Harness;

/// <summary>Runs commands on a machine that was just started.</summary>
internal sealed class SshSession(int port, string user, string password, string knownHosts)
{
    private const int NoConnection = 255;

    /// <summary>The file in which the server's host key is, once it was reached.</summary>
    public string KnownHosts => knownHosts;

    /// <summary>Waits until the server lets us in.</summary>
    public async Task WaitAsync(TimeSpan timeout)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var result = await RunAsync("true");
            if (result.ExitCode != NoConnection)
            {
                result.Require();
                return;
            }

            Assert.True(clock.Elapsed < timeout, $"No answer from ssh within {timeout}: {result.Error}");
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs a command line of the shell there.</summary>
    public Task<ProgramResult> RunAsync(string command) => HostProgram.RunAsync(
        "sshpass",
        [
            "-p", password,
            HostProgram.Find("ssh"),
            "-F", "none",
            "-o", $"UserKnownHostsFile={knownHosts}",
            "-o", "StrictHostKeyChecking=accept-new",
            "-o", "PubkeyAuthentication=no",
            "-o", "ConnectTimeout=60",
            "-o", "ServerAliveInterval=30",
            "-o", "LogLevel=ERROR",
            "-p", port.ToString(CultureInfo.InvariantCulture),
            $"{user}@127.0.0.1",
            command,
        ]);

    /// <summary>Runs a command line that has to succeed and returns its output without the last line's end.</summary>
    public async Task<string> RequireAsync(string command) => (await RunAsync(command)).Require().TrimEnd('\n');
}
