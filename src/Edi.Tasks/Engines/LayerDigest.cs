using System.Collections.Immutable;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Engines;

/// <summary>The file that hands a layer from the step that made it to the next one.</summary>
internal static class LayerDigest
{
    // No output of a command can have this name, so a layer's digest is not taken for one of those.
    private const string Key = "layer-image";

    public static void Write(string path, ContainerImage image) => new Fingerprint().Add(Key, image.Id).WriteIfDifferent(path);

    public static ContainerImage Read(string path) => new(File.ReadAllText(path).Trim()[(Key.Length + 1)..]);

    /// <summary>What a step should have left: its results, its digest, and the layer that this names.</summary>
    public static ImmutableArray<string> WithLayer(IEnumerable<string> results, string digest, string cacheDirectory) =>
        [.. results, digest, .. InStore(digest, cacheDirectory)];

    /// <summary>
    /// The folder in the engine's store that is there as long as the layer is; none when the digest is no layer's, or is
    /// not there. To ask the engine itself would start a program in every build.
    /// </summary>
    public static ImmutableArray<string> InStore(string path, string cacheDirectory) =>
        File.Exists(path) && File.ReadAllText(path).StartsWith(Key + "=", StringComparison.Ordinal)
            ? [Path.Combine(StoreSession.StoreBelow(cacheDirectory), "overlay-images", Read(path).Id)]
            : [];
}
