namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// A copy of this machine with a new ordinary user, who may call sudo with a password, has a fresh clone of the repository, and sits at a
/// terminal. The user's home is a real folder, the rest of the copy is memory. Only root can make one.
/// </summary>
internal sealed class NewMachine : IAsyncDisposable
{
    private const string Prompt = @"^ada@pc:\S*\$\z";
    private const string SudoPrompt = @"^\[sudo\] password for ada:\z";
    private const string Password = "correct horse";

    private static readonly TimeSpan s_moment = TimeSpan.FromMinutes(2);

    // The long run has a limit of its own; this is for machines that do much else.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(90);

    // What this machine's network asks of programs, a person has set up.
    private static readonly string[] s_inherited = ["SSL_CERT_FILE", "http_proxy", "https_proxy", "no_proxy", "NUGET_CERT_REVOCATION_MODE"];

    private readonly TemporaryFolder _folder;
    private readonly RunningCommand _copy;

    private NewMachine(TemporaryFolder folder, RunningCommand copy, PersonAtTerminal person) => (_folder, _copy, Person) = (folder, copy, person);

    /// <summary>Who sits at it.</summary>
    public PersonAtTerminal Person { get; }

    /// <summary>A path below the user's home.</summary>
    public string PathOf(string relative) => Path.Combine(_folder.PathOf("home"), relative);

    /// <param name="screens">The folder for what was on the screen.</param>
    /// <param name="prepare">What root does first in the copy, a script of sh.</param>
    public static async Task<NewMachine> StartAsync(string screens, string prepare = "")
    {
        var folder = new TemporaryFolder();
        string socket = folder.PathOf("terminal");
        using (var clone = RunningCommand.Start("/", new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "git", "clone", "--quiet", Repository.Root, folder.PathOf("home/edi-sdk")))
        {
            (await clone.EndAsync()).Succeeded();
        }

        var person = new PersonAtTerminal(socket, screens);
        var variables = s_inherited.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.Value is not null);
        var machine = new NewMachine(folder, HostCopy.Start(folder.PathOf(""), $"""
            hostname pc
            printf '127.0.1.1 pc\n' >>/etc/hosts
            printf '%s\n' LANG=C.UTF-8 DOTNET_CLI_TELEMETRY_OPTOUT=1 {string.Join(' ', variables.Select(variable => $"'{variable.Name}={variable.Value}'"))} >>/etc/environment
            {prepare}
            useradd --no-create-home --shell /bin/bash --groups sudo ada
            printf 'ada:%s\n' '{Password}' | chpasswd
            cp --recursive /etc/skel/. home
            chown --recursive ada: home
            mkdir /home/ada
            mount --bind home /home/ada
            {PersonAtTerminal.OpenCommand(socket, "su --login ada")}
            echo 'the terminal is open'
            while tmux -S '{socket}' has-session 2>/dev/null; do sleep 1; done
            """), person);
        try
        {
            await machine._copy.WaitForAsync("the terminal is open");
            await person.WaitForAsync(s_moment, Prompt);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Types a command, and the password when sudo asks for it, until the screen matches; before that it must not end.</summary>
    public async Task RunUntilAsync(string command, string pattern)
    {
        await Person.TypeAsync(command);
        var (found, screen) = await WaitForAsync(pattern, Prompt);
        Assert.True(found == 0, $"'{command}' has ended without '{pattern}':\n{screen}");
    }

    /// <summary>Types a command, and the password when sudo asks for it. It has to succeed.</summary>
    /// <returns>What it has left on the screen.</returns>
    public async Task<string> RunAsync(string command)
    {
        await Person.TypeAsync(command);
        var (_, screen) = await WaitForAsync(Prompt);
        await Person.TypeAsync("echo \"exit code $?\"");
        var (_, end) = await WaitForAsync(Prompt);
        Assert.True(end.Split('\n')[^2] == "exit code 0", $"'{command}' failed:\n{screen}");
        return screen;
    }

    /// <summary>Waits for the shell's next prompt.</summary>
    public Task EndOfCommandAsync() => WaitForAsync(Prompt);

    public async ValueTask DisposeAsync()
    {
        if (!_copy.HasExited)
        {
            _copy.KillTree(); // With the first process of the copy all others end.
            await _copy.EndAsync();
        }

        _copy.Dispose();
        _folder.Dispose();
    }

    private async Task<(int Pattern, string Screen)> WaitForAsync(params string[] patterns)
    {
        while (true)
        {
            var found = await Person.WaitForAsync(s_patience, [.. patterns, SudoPrompt]);
            if (found.Pattern < patterns.Length)
            {
                return found;
            }

            await Person.TypeUnseenAsync(Password);
        }
    }
}
