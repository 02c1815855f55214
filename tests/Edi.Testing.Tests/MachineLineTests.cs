using System.Diagnostics;

namespace Edi.Testing.Tests;

/// <summary>
/// The script between the tests and <c>dotnet run</c>, with a tree of programs in the place of that: whatever is killed, all of
/// the others end.
/// </summary>
public sealed class MachineLineTests : IDisposable
{
    // A program that hears signals late, as the SDK's script does, and one below it, as QEMU is.
    private const string Tree =
        """
        sh -c 'sleep 1000 & echo $! >"$0/lowest"; trap "kill $!; wait; echo removed >$0/removed; exit 143" TERM; wait' "$1" &
        echo $! >"$1/middle"
        echo $$ >"$1/highest"
        echo ready
        head -n 1
        wait
        """;

    private readonly TestFolder _folder = new();
    private Process? _line;

    public void Dispose()
    {
        _line?.Kill(entireProcessTree: true);
        _line?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_end_of_the_tests_ends_all_in_order()
    {
        var line = await StartAsync();
        line.StandardInput.Close();
        await EndedAsync();
        Assert.True(File.Exists(_folder.At("removed")));
    }

    [Fact]
    public async Task The_end_of_dotnet_run_ends_all_in_order()
    {
        await StartAsync();
        Kill("highest");
        await EndedAsync();
        Assert.True(File.Exists(_folder.At("removed")));
    }

    [Fact]
    public async Task What_is_typed_reaches_the_program_and_its_exit_code_comes_back()
    {
        var line = Start("read -r word; echo \"got $word\"; exit 7");
        await line.StandardInput.WriteAsync("hello\n".AsMemory(), TestContext.Current.CancellationToken);
        await line.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("got hello\n", await line.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await line.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(7, line.ExitCode);
    }

    private async Task<Process> StartAsync()
    {
        var line = Start(Tree);
        Assert.Equal("ready", await line.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        // It is written by a program beside the one that is ready.
        while (!File.Exists(_folder.At("lowest")) || File.ReadAllText(_folder.At("lowest")).Length == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return line;
    }

    private Process Start(string program)
    {
        using var script = new StreamReader(typeof(EdiMachine).Assembly.GetManifestResourceStream("machine-line.sh")!);
        _line = Process.Start(new ProcessStartInfo(
            EdiHostProgram.Find("setsid"), ["sh", "-c", script.ReadToEnd(), "machine-line", "sh", "-c", program, "program", _folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return _line;
    }

    // Whoever has standard output has not ended.
    private async Task EndedAsync()
    {
        await _line!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _line.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.All(new[] { "highest", "middle", "lowest" }, name => Assert.False(IsRunning(name), $"The {name} program still runs."));
    }

    private void Kill(string name)
    {
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(_folder.At(name)), System.Globalization.CultureInfo.InvariantCulture));
        process.Kill();
    }

    // A zombie has ended; who reaps it is not ours to say.
    private bool IsRunning(string name)
    {
        string status = $"/proc/{File.ReadAllText(_folder.At(name)).Trim()}/status";
        try
        {
            return File.ReadLines(status).Any(line => line.StartsWith("State:", StringComparison.Ordinal) && !line.Contains('Z', StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
