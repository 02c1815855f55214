using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests.Machines;

/// <summary>A machine that <c>dotnet run</c> has started; its terminal is played by this.</summary>
internal sealed partial class RunMachine : IAsyncDisposable
{
    // QEMU's escape key, and the key behind it that switches the machine off.
    private const string SwitchOff = "\x01x";

    private readonly Process _process;
    private readonly Task _output;

    private RunMachine(Process process, SerialConsole console)
    {
        _process = process;
        Console = console;
        _output = PumpAsync(process.StandardOutput.BaseStream, console.File);
    }

    /// <summary>What a user would see at the terminal.</summary>
    public SerialConsole Console { get; }

    /// <summary>The port of 127.0.0.1 that leads to the machine's ssh server, as the terminal shows it.</summary>
    public int SshPort => int.Parse(PortLine().Match(Console.Read()).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>Runs an image that is built, with a log called after the name.</summary>
    public static async Task<RunMachine> StartAsync(string name, ImageProject project, params string[] options)
    {
        var start = new ProcessStartInfo(HostProgram.Find("dotnet"), ["run", "--no-build", "--project", project.File, .. options])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string variable in ImageProject.VariablesOfTestHost())
        {
            start.Environment.Remove(variable);
        }

        var machine = new RunMachine(Process.Start(start)!, new SerialConsole(Repository.LogFile($"{name}.terminal")));
        try
        {
            await machine.WaitForAsync(PortLine(), Never(), EmulatedTime.Patience);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a text on the console; one after which it will never come ends the wait at once.</summary>
    public async Task WaitForAsync(Regex pattern, Regex hopeless, TimeSpan timeout)
    {
        var clock = Stopwatch.StartNew();
        while (!Console.Shows(pattern))
        {
            string where = $"{Console.File}. Its last lines:\n{Console.Tail()}";
            Assert.False(_process.HasExited, $"'dotnet run' has ended; see {where}");
            Assert.False(Console.Shows(hopeless), $"'{pattern}' will not appear in {where}");
            Assert.True(clock.Elapsed < timeout, $"'{pattern}' did not appear within {timeout} in {where}");
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _process.StandardInput.WriteAsync(SwitchOff);
            await _process.StandardInput.FlushAsync();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _output;
        _process.Dispose();
    }

    private static async Task PumpAsync(Stream output, string file)
    {
        await using var log = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        byte[] buffer = new byte[4096];
        int count;
        while ((count = await output.ReadAsync(buffer)) > 0)
        {
            await log.WriteAsync(buffer.AsMemory(0, count));
            await log.FlushAsync();
        }
    }

    [GeneratedRegex(@"ssh -p ([0-9]+) ")]
    private static partial Regex PortLine();

    [GeneratedRegex("(?!)")]
    private static partial Regex Never();
}
