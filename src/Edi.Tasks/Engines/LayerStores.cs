using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines;

/// <summary>Whether layers are where the steps have left them.</summary>
/// <param name="cacheDirectory">The folder of Buildah's store.</param>
internal sealed class LayerStores(ContainerEngine engine, string cacheDirectory)
{
    private readonly Dictionary<string, ImmutableArray<string>> _snapshots = [];
    private readonly Lazy<StoreIndex> _index = new(() => StoreIndex.Read(StoreSession.StoreBelow(cacheDirectory)));

    /// <summary>
    /// What a step should have left: its results, its digest, and for a step that leaves one the layer that this names. As paths:
    /// those that do not exist are missing.
    /// </summary>
    public ImmutableArray<string> Expected(IEnumerable<string> results, string digest) => [.. results, digest, .. LayerOf(digest)];

    private ImmutableArray<string> LayerOf(string digest)
    {
        if (!File.Exists(digest) || !StepNames.LeavesLayer(Path.GetFileNameWithoutExtension(digest)))
        {
            return [];
        }

        if (LayerDigest.TryRead(digest) is { } layer)
        {
            return _index.Value.FindFault(layer.Id) is { } fault ? [fault] : [];
        }

        return LayerDigest.TryReadSnapshot(digest) is not { } snapshot ? [$"{digest}.layer"] // A file that never is.
            : SnapshotsOf(snapshot.Instance).Contains(snapshot.Name) ? []
            : [snapshot.ToString()]; // No path of a file either.
    }

    // The daemon is asked once for all steps of an instance.
    private ImmutableArray<string> SnapshotsOf(string instance)
    {
        if (!_snapshots.TryGetValue(instance, out var snapshots))
        {
            _snapshots[instance] = snapshots = Ask(instance);
        }

        return snapshots;
    }

    private ImmutableArray<string> Ask(string instance)
    {
        if (!engine.HasInstances)
        {
            return []; // They are another engine's.
        }

        using var log = new StepLog(null, _ => { }, _ => { });
        try
        {
            return new Instance(new(engine, new HostToolRunner(log, CancellationToken.None)), instance).Snapshots();
        }
        catch (EdiException)
        {
            return []; // The check of the host says why the daemon does not answer.
        }
    }
}
