using System.Collections.Concurrent;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Incremental;

/// <summary>What this process holds for the build; MSBuild disposes of it at the end.</summary>
internal sealed class HeldLocks : IDisposable
{
    private readonly ConcurrentDictionary<string, IDisposable> _locks = new();

    /// <param name="kind">Whose locks they are; those of one kind are given back together.</param>
    public static HeldLocks Of(IBuildEngine4 engine, Type kind)
    {
        if (engine.GetRegisteredTaskObject(kind, RegisteredTaskObjectLifetime.Build) is not HeldLocks held)
        {
            held = new();
            engine.RegisterTaskObject(kind, held, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }

        return held;
    }

    public bool Has(string path) => _locks.ContainsKey(path);

    public void Add(string path, IDisposable held) => _locks[path] = held;

    public void Dispose()
    {
        foreach (string path in _locks.Keys)
        {
            if (_locks.TryRemove(path, out var held))
            {
                held.Dispose();
            }
        }
    }
}
