using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines;

/// <summary>
/// Takes out of Buildah's store what is damaged, so that it can be made again; else a store that a full disk, a crash or somebody's hand has
/// spoiled would fail every build. What other projects have there stays as long as the store itself can tell of it.
/// </summary>
internal sealed class StoreRepair(IToolRunner sandbox, string cacheDirectory)
{
    private readonly string _store = StoreSession.StoreBelow(cacheDirectory);

    /// <summary>Looks, and repairs if need be. Nobody may hold the store's lock in this process.</summary>
    /// <param name="tell">Told what was damaged.</param>
    public void Run(Action<string> tell)
    {
        if (IsWhole(StoreIndex.Read(_store)))
        {
            return;
        }

        using var alone = StoreLock.Take(cacheDirectory);
        var index = StoreIndex.Read(_store);
        foreach (string path in index.Rubbish)
        {
            tell($"W: {path} cannot be read and is removed");
            Remove(path);
        }

        if (index.Loss is { } lost)
        {
            RemoveAll(lost, tell);
            return;
        }

        var engine = new BuildahEngine(sandbox, cacheDirectory);
        foreach (string image in index.DamagedImages)
        {
            tell($"W: {index.FindFault(image)} is missing, so the layer {image[..Math.Min(12, image.Length)]} is damaged; it is removed, and made again by the project that needs it");
            engine.RemoveImage(image);
        }

        var repaired = StoreIndex.Read(_store);
        if (!repaired.DamagedImages.IsEmpty)
        {
            RemoveAll(repaired.FindFault(repaired.DamagedImages[0])!, tell);
        }
    }

    private static bool IsWhole(StoreIndex index) => index.Loss is null && index.Rubbish.IsEmpty && index.DamagedImages.IsEmpty;

    private void RemoveAll(string lost, Action<string> tell)
    {
        tell($"W: {lost} is lost, and without it nothing in the store can be used; all layers are removed, and each project makes its own again");
        // Buildah may have mounted a folder of the store on itself.
        sandbox.Run(new ToolCommand("sh", "-c", "umount --lazy \"$1/overlay\" 2>/dev/null; exec rm -rf --one-file-system -- \"$1\"", "sh", _store));
    }

    private void Remove(string path) => sandbox.Run(new ToolCommand("rm", "-rf", "--one-file-system", "--", path));
}
