using System.Collections.Immutable;
using Edi.Images.Tests.Harness;
using Edi.Images.Tests.Machines;

namespace Edi.Images.Tests;

/// <summary>An image on one or more machines that run until the tests have ended, each with a copy of its own.</summary>
public abstract class BootedImage : IAsyncLifetime
{
    private readonly int _machines;

    private protected BootedImage(BuiltImage built, int machines)
    {
        Project = built.Project;
        _machines = machines;
    }

    internal ImageProject Project { get; }

    internal ImmutableArray<BootedSystem> Systems { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var boots = Enumerable.Range(1, _machines).Select(BootAsync).ToArray();
        try
        {
            await Task.WhenAll(boots);
        }
        finally
        {
            Systems = [.. boots.Where(boot => boot.IsCompletedSuccessfully).Select(boot => boot.Result)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var system in Systems)
        {
            await system.DisposeAsync();
        }
    }

    private Task<BootedSystem> BootAsync(int number) => BootedSystem.StartAsync(FormattableString.Invariant($"boot{number}"), Project);
}
