using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Edi.Sdk.Tests.Harness;

/// <summary>A program that runs in a session of its own, so that a signal to it reaches nothing else, and the other way round.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _news = new(0);

    private RunningCommand(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a program with exactly this environment.</summary>
    public static RunningCommand Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        // Whoever runs the tests in the background may ignore signals, and children inherit that.
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT,HUP,TERM", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new(process);
    }

    /// <summary>Waits until a line with this text was printed.</summary>
    public async Task WaitForAsync(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!_lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            Assert.False(_process.HasExited, $"It ended without '{text}':\n{Output}");
            Assert.True(clock.Elapsed < Patience, $"'{text}' did not come:\n{Output}");
            await _news.WaitAsync(TimeSpan.FromSeconds(1));
        }
    }

    public void Signal(string name) =>
        Process.Start("kill", ["-s", name, Id.ToString(CultureInfo.InvariantCulture)])!.WaitForExit();

    /// <summary>Sends it to all of the program's processes, as a terminal's key does.</summary>
    public void SignalAll(string name) =>
        Process.Start("kill", ["-s", name, "--", string.Create(CultureInfo.InvariantCulture, $"-{Id}")])!.WaitForExit();

    /// <summary>Kills the program and all that it has started, whatever session that is in, as the end of a container does.</summary>
    public void KillTree() => _process.Kill(entireProcessTree: true);

    public async Task<CommandOutcome> EndAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(timeout.Token);
        return new(_process.ExitCode, Output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _news.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            _news.Release();
        }
    }
}
