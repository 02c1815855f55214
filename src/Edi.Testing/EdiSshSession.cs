using System.Diagnostics;
using System.Globalization;
using CliWrap;

namespace Edi.Testing;

/// <summary>
/// A user who is let in over ssh. Each command is a connection of its own, so there is nothing to close. The user's own
/// configuration, keys and known hosts are not asked.
/// </summary>
public sealed class EdiSshSession
{
    private const int NoConnection = 255;
    private const int WrongPassword = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly int _port;
    private readonly EdiCredential _credential;
    private readonly EdiSshOptions _options;

    private EdiSshSession(int port, string user, EdiCredential credential, EdiSshOptions options)
    {
        _port = port;
        User = user;
        _credential = credential;
        _options = options;
    }

    /// <summary>Who is let in.</summary>
    public string User { get; }

    /// <summary>Runs a command line of the user's shell there.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="cancellation">Ends the connection.</param>
    /// <returns>The command's exit code, output and errors; 255 when there was no connection.</returns>
    public Task<EdiProgramResult> RunAsync(string command, CancellationToken cancellation = default) =>
        SshAsync("ssh", ["-p", Port, $"{User}@127.0.0.1", command], cancellation);

    /// <summary>Runs a command line that has to succeed.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="cancellation">Ends the connection.</param>
    /// <returns>Its standard output, without the ends of the last lines.</returns>
    /// <exception cref="EdiTestingException">Its exit code is not 0.</exception>
    public async Task<string> RequireAsync(string command, CancellationToken cancellation = default) =>
        (await RunAsync(command, cancellation)).Require().TrimEnd('\n');

    /// <summary>Copies a file or a folder to the machine, with its modes and times.</summary>
    /// <param name="source">A path on the host.</param>
    /// <param name="target">A path on the machine, absolute or relative to the user's home folder.</param>
    /// <param name="cancellation">Ends the connection.</param>
    /// <exception cref="EdiTestingException">It could not be copied.</exception>
    public async Task UploadAsync(string source, string target, CancellationToken cancellation = default) =>
        (await SshAsync("scp", ["-P", Port, "-r", "-p", Path.GetFullPath(source), $"{User}@127.0.0.1:{target}"], cancellation)).Require();

    /// <summary>Copies a file or a folder from the machine, with its modes and times.</summary>
    /// <param name="source">A path on the machine, absolute or relative to the user's home folder.</param>
    /// <param name="target">A path on the host.</param>
    /// <param name="cancellation">Ends the connection.</param>
    /// <exception cref="EdiTestingException">It could not be copied.</exception>
    public async Task DownloadAsync(string source, string target, CancellationToken cancellation = default) =>
        (await SshAsync("scp", ["-P", Port, "-r", "-p", $"{User}@127.0.0.1:{source}", Path.GetFullPath(target)], cancellation)).Require();

    /// <summary>Waits until a server lets a user in; <paramref name="requireServer"/> throws when there is none to wait for any more.</summary>
    internal static async Task<EdiSshSession> ConnectAsync(
        int port, string user, EdiCredential credential, EdiSshOptions options, Action requireServer, CancellationToken cancellation)
    {
        var session = new EdiSshSession(port, user, credential, options);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var result = await session.RunAsync("true", cancellation);
            if (result.ExitCode == 0)
            {
                return session;
            }

            requireServer();
            if (result.ExitCode == WrongPassword || result.Error.Contains("Permission denied", StringComparison.Ordinal))
            {
                throw new EdiTestingException($"The machine does not let {user} in over ssh: {result.Error.Trim()}. Expected that it accepts this password or key; it may accept keys only.");
            }

            if (result.ExitCode != NoConnection || clock.Elapsed > options.Timeout)
            {
                throw new EdiTestingException($"No answer from the machine's ssh server within {clock.Elapsed:hh\\:mm\\:ss}, found exit code {result.ExitCode}: {result.Error.Trim()}");
            }

            await Task.Delay(s_pause, cancellation);
        }
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private Task<EdiProgramResult> SshAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        string[] command =
        [
            EdiHostProgram.Find(program),
            "-F", "none",
            "-o", $"UserKnownHostsFile={_options.KnownHostsFile ?? "/dev/null"}",
            "-o", $"StrictHostKeyChecking={(_options.KnownHostsFile is null ? "no" : "accept-new")}",
            .. _credential.KeyPath is { } key
                ? (string[])["-i", key, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"]
                : ["-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1"],
            "-o", "ConnectTimeout=60",
            "-o", "ServerAliveInterval=30",
            "-o", "LogLevel=ERROR",
            .. arguments,
        ];
        // The variable keeps the password out of the list of processes.
        return EdiHostProgram.RunAsync(
            _credential.Secret is { } password
                ? Cli.Wrap(EdiHostProgram.Find("sshpass")).WithArguments(["-e", .. command])
                    .WithEnvironmentVariables(new Dictionary<string, string?> { ["SSHPASS"] = password })
                : Cli.Wrap(command[0]).WithArguments(command[1..]),
            cancellation);
    }
}
