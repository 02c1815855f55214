using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Edi.Testing;

/// <summary>
/// A machine that runs a copy of an image in QEMU: <c>dotnet run</c> of the image's project has started it. Disposal switches it
/// off, as if its plug were pulled, and removes the copy; so does the end of this process, however it is killed.
/// </summary>
public sealed partial class EdiMachine : IAsyncDisposable
{
    private static readonly TimeSpan s_endTimeout = TimeSpan.FromMinutes(1);

    private readonly EdiProject _project;
    private readonly Process _process;
    private readonly FileStream? _log;
    private readonly Task _output;
    private int _isDisposed;
    private int _shown;

    private EdiMachine(EdiProject project, Process process, FileStream? log)
    {
        _project = project;
        _process = process;
        _log = log;
        // One log for both: whoever writes less has complaints, which come whole.
        _output = Task.WhenAll(
            Console.PumpAsync(process.StandardOutput.BaseStream, log),
            Console.PumpAsync(process.StandardError.BaseStream, null));
    }

    /// <summary>What the machine has written to its console.</summary>
    public EdiConsole Console { get; } = new();

    /// <summary>Boots a copy of a project's image, which has to be built. Returns when the machine is switched on, long before it lets users in.</summary>
    /// <param name="project">The image's project.</param>
    /// <param name="options">How it is started.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="EdiTestingException">It could not be started; the message has what <c>dotnet run</c> said.</exception>
    public static async Task<EdiMachine> StartAsync(EdiProject project, EdiMachineOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var machine = SwitchOn(project, options);
        try
        {
            foreach (int port in new[] { 22 }.Concat(options.Ports))
            {
                await machine.WaitForAsync(PortLine(port), options.StartTimeout, cancellation: cancellation);
            }

            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>The port of 127.0.0.1 that leads to a port of the machine.</summary>
    /// <param name="port">The machine's port: 22, or one of <see cref="EdiMachineOptions.Ports"/> or of the project's property EdiRunPorts.</param>
    /// <exception cref="EdiTestingException">No port of 127.0.0.1 leads there.</exception>
    public int PortOf(int port) => PortLine(port).Match(Console.Text) is { Success: true } line
        ? int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new EdiTestingException(FormattableString.Invariant(
            $"No port of this host leads to port {port} of {_project.Name}: name it in {nameof(EdiMachineOptions)}.{nameof(EdiMachineOptions.Ports)}, or in the property EdiRunPorts of the project."));

    /// <summary>The address of an HTTP server on the machine, for <see cref="HttpClient"/>.</summary>
    /// <param name="port">The machine's port, as <see cref="PortOf"/> takes it.</param>
    /// <exception cref="EdiTestingException">No port of 127.0.0.1 leads there.</exception>
    public Uri AddressOf(int port) => new(FormattableString.Invariant($"http://127.0.0.1:{PortOf(port)}/"));

    /// <summary>Waits until the console shows a text. What it has shown since the last <see cref="SendAsync"/>, or since the start, counts.</summary>
    /// <param name="pattern">The text; a prompt is no whole line.</param>
    /// <param name="timeout">How long it may take. A machine without KVM is ten times as slow as others.</param>
    /// <param name="hopeless">A text after which the first one will not come any more, which ends the wait at once; null for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="EdiTestingException">The text did not come, or the machine has ended; the message has the console's last lines.</exception>
    public async Task<Match> WaitForAsync(Regex pattern, TimeSpan timeout, Regex? hopeless = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            bool hasEnded = _output.IsCompleted;
            var change = Console.Change;
            string text = Console.Text[_shown..];
            if (pattern.Match(text) is { Success: true } match)
            {
                return match;
            }

            if (hasEnded)
            {
                RequireRunning();
            }

            if (hopeless?.Match(text) is { Success: true } end)
            {
                throw Disappointed($"Expected '{pattern}' on the console of {_project.Name}, found '{end.Value}'");
            }

            var left = timeout - clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                throw Disappointed($"Expected '{pattern}' on the console of {_project.Name} within {timeout}");
            }

            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(change, _output, Task.Delay(left, timer.Token));
            await timer.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Types on the console.</summary>
    /// <param name="text">What is typed; a line ends with <c>\n</c>.</param>
    /// <exception cref="EdiTestingException">The machine has ended.</exception>
    public async Task SendAsync(string text)
    {
        _shown = Console.Text.Length;
        try
        {
            await _process.StandardInput.WriteAsync(text);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    /// <summary>Waits until the machine's ssh server lets a user in.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="credential">A password, or the file of a key.</param>
    /// <param name="options">How the machine is reached.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="EdiTestingException">There is no answer in time, the user is not let in, or the machine has ended.</exception>
    public Task<EdiSshSession> ConnectAsync(string user, EdiCredential credential, EdiSshOptions? options = null, CancellationToken cancellation = default) =>
        EdiSshSession.ConnectAsync(PortOf(22), user, credential, options ?? new(), RequireRunning, cancellation);

    /// <summary>Switches the machine off, and waits until its copy of the image is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it could read the last that was typed.
        }

        try
        {
            await Task.WhenAll(_process.WaitForExitAsync(), _output).WaitAsync(s_endTimeout);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            await Task.WhenAny(_output, Task.Delay(s_endTimeout)); // Else it would write into a closed log.
        }

        _process.Dispose();
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    private static EdiMachine SwitchOn(EdiProject project, EdiMachineOptions options)
    {
        var log = OpenLog(options.LogFile); // First: what fails here has started nothing.
        try
        {
            return new(project, Start(project, options), log);
        }
        catch
        {
            log?.Dispose();
            throw;
        }
    }

    private static FileStream? OpenLog(string? file)
    {
        if (file is null)
        {
            return null;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        return new(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
    }

    private static Process Start(EdiProject project, EdiMachineOptions options)
    {
        // MSBuild splits a value of the command line at semicolons that are not written so.
        string[] ports = options.Ports.Count == 0 ? [] : ["-p:EdiRunPorts=" + string.Join("%3B", options.Ports)];
        using var script = new StreamReader(typeof(EdiMachine).Assembly.GetManifestResourceStream("machine-line.sh")!);
        var start = new ProcessStartInfo(
            EdiHostProgram.Find("setsid"),
            [
                "sh", "-c", script.ReadToEnd(), "machine-line",
                DotnetCommand.Program, "run", "--no-build", "-c", project.Configuration, "--project", project.File, .. ports, .. options.RunOptions,
            ])
        {
            WorkingDirectory = project.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in DotnetCommand.For(project, []).EnvironmentVariables)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return Process.Start(start)!;
    }

    private void RequireRunning()
    {
        if (_output.IsCompleted)
        {
            throw Ended();
        }
    }

    private EdiTestingException Ended() => Disappointed($"The machine of {_project.Name} has ended, or 'dotnet run --project {_project.File}' could not start it");

    private EdiTestingException Disappointed(string message) => new($"{message}. The console's last lines:\n{Console.Tail}");

    // What the SDK's script shows at the terminal.
    private static Regex PortLine(int port) => port == 22
        ? SshPortLine()
        : new(FormattableString.Invariant($@"^Its port {port} is reached at 127\.0\.0\.1:([0-9]+)\s"), RegexOptions.Multiline);

    [GeneratedRegex(@"ssh -p ([0-9]+) ")]
    private static partial Regex SshPortLine();
}
