using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Images.Tests.Harness;
using Edi.Testing;

namespace Edi.Images.Tests.Machines;

/// <summary>An image on a running machine, asked over ssh.</summary>
internal sealed partial class BootedSystem : IAsyncDisposable
{
    private readonly EdiMachine _machine;
    private readonly EdiSshSession _ssh;

    private BootedSystem(EdiMachine machine, EdiSshSession ssh, string knownHosts, string state)
    {
        _machine = machine;
        _ssh = ssh;
        KnownHosts = knownHosts;
        State = state;
    }

    /// <summary>What systemd says of the system as a whole, once all has been started.</summary>
    public string State { get; }

    /// <summary>The file with the host key of the machine's ssh server.</summary>
    public string KnownHosts { get; }

    /// <summary>The port of 127.0.0.1 that leads to the machine's ssh server.</summary>
    public int SshPort => _machine.PortOf(22);

    /// <summary>Runs an image with <c>dotnet run</c> and waits until it lets users in, on its console and over ssh, and has started all else.</summary>
    /// <param name="name">What the logs are called, besides the project.</param>
    /// <param name="project">The image's project, which is built.</param>
    /// <param name="options">Further options of <c>dotnet run</c>.</param>
    public static async Task<BootedSystem> StartAsync(string name, ImageProject project, params string[] options)
    {
        var cancellation = TestContext.Current.CancellationToken;
        name = $"{project.Name}.{name}";
        string knownHosts = Repository.LogFile($"{name}.known_hosts");
        var machine = await EdiMachine.StartAsync(project.Project, new() { RunOptions = options, LogFile = Repository.LogFile($"{name}.terminal") }, cancellation);
        try
        {
            await machine.WaitForAsync(LogInPrompt(), EmulatedTime.Patience, HopelessState(), cancellation);
            var ssh = await machine.ConnectAsync(
                "pi", EdiCredential.Password("raspberry"), new() { Timeout = EmulatedTime.Patience, KnownHostsFile = knownHosts }, cancellation);
            var state = await ssh.RunAsync("systemctl is-system-running --wait", cancellation);
            return new(machine, ssh, knownHosts, state.Output.Trim());
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command line of the shell that has to succeed, as the image's user.</summary>
    public Task<string> RequireAsync(string command) => _ssh.RequireAsync(command, TestContext.Current.CancellationToken);

    /// <summary>Logs in at the console, where a command prints the text.</summary>
    /// <param name="typed">The command.</param>
    /// <param name="shown">What it prints, which it does not hold itself.</param>
    public async Task TypeAsync(string typed, string shown)
    {
        foreach (var (text, answer) in new[] { ("pi\n", "Password: "), ("raspberry\n", "\\$ "), ($"{typed}\n", Regex.Escape(shown)), ("exit\n", "login: ") })
        {
            await _machine.SendAsync(text);
            await _machine.WaitForAsync(new(answer), EmulatedTime.Patience, cancellation: TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets a key log in as the image's user, who needs no password for sudo from then on.</summary>
    /// <param name="key">The public key.</param>
    /// <param name="password">The user's.</param>
    public Task AuthorizeAsync(string key, string password) => RequireAsync(
        $"mkdir -p -m 700 .ssh && echo '{key}' >>.ssh/authorized_keys && echo {password} | sudo -S sh -c \"echo '$USER ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers.d/60-$USER\"");

    /// <summary>The units that could not be started.</summary>
    public Task<string> FailedUnitsAsync() => RequireAsync("systemctl --failed --no-legend --plain");

    public Task<string> HostNameAsync() => RequireAsync("uname --nodename");

    public Task<string> TimeZoneAsync() => RequireAsync("timedatectl show --property=Timezone --value");

    /// <summary>
    /// The language of a user's session, without what follows from it, which is in quotes; libc warns on standard error of
    /// one that was not generated.
    /// </summary>
    public Task<string> LanguageAsync() => RequireAsync("""exec 2>&1; locale | grep --invert-match --regexp='=$' --regexp='="'; locale charmap""");

    public async Task<long> RootFileSystemSizeAsync() =>
        long.Parse(await RequireAsync("findmnt --noheadings --bytes --output=SIZE /"), CultureInfo.InvariantCulture);

    public Task<string> MachineIdAsync() => RequireAsync("cat /etc/machine-id");

    /// <summary>The public keys of the ssh server.</summary>
    public async Task<string[]> SshHostKeysAsync() =>
        (await RequireAsync("cut -d' ' -f1,2 /etc/ssh/ssh_host_*_key.pub")).Split('\n');

    /// <summary>The installed packages, in the order and form of a manifest.</summary>
    public async Task<string[]> PackagesAsync()
    {
        string packages = await RequireAsync(
            @"dpkg-query --show --showformat='${db:Status-Status}|${Package}\t${Version}\t${Architecture}\t${source:Package} (${source:Version})\n'");
        return [.. packages.Split('\n').Where(line => line.StartsWith("installed|", StringComparison.Ordinal)).Select(line => line["installed|".Length..]).Order(StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    [GeneratedRegex("login: ")]
    private static partial Regex LogInPrompt();

    [GeneratedRegex("Kernel panic|emergency mode|EFI Shell")]
    private static partial Regex HopelessState();
}
