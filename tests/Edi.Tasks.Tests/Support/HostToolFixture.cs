using System.Collections.Concurrent;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>A runner of programs whose log lies in a folder of its own.</summary>
internal sealed class HostToolFixture : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public HostToolFixture()
    {
        Log = new StepLog(Folder.At("step.log"), Shown.Enqueue, Details.Enqueue);
        Host = new HostToolRunner(Log, _cancellation.Token);
    }

    public TemporaryFolder Folder { get; } = new();

    public StepLog Log { get; }

    public HostToolRunner Host { get; }

    public ConcurrentQueue<string> Shown { get; } = new();

    public ConcurrentQueue<string> Details { get; } = new();

    public CancellationToken Token => _cancellation.Token;

    public void CancelAfter(TimeSpan time) => _cancellation.CancelAfter(time);

    public void Dispose()
    {
        Log.Dispose();
        _cancellation.Dispose();
        Folder.Dispose();
    }

    /// <summary>Whether a process of this host, in whatever namespace, has the word among its arguments.</summary>
    public static bool IsRunning(string word) =>
        Directory.EnumerateDirectories("/proc").Any(process =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0').Contains(word);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false; // No process, or one that has just ended.
            }
        });

    /// <summary>A killed process needs a moment until the kernel has taken it away.</summary>
    public static bool IsGone(string word) => SpinWait.SpinUntil(() => !IsRunning(word), TimeSpan.FromSeconds(10));

    /// <summary>A number of seconds to sleep that no other process sleeps: it finds the process again.</summary>
    public static string UniqueSeconds() => $"1000.{Random.Shared.NextInt64(1_000_000_000_000)}";
}
