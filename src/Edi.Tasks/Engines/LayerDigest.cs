using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Engines;

/// <summary>The file that hands a layer from the step that made it to the next one.</summary>
internal static class LayerDigest
{
    private const string Key = "layer-image";

    public static void Write(string path, ContainerImage image) => new Fingerprint().Add(Key, image.Id).WriteIfDifferent(path);

    /// <exception cref="EdiException">EDI3003, when the file names no layer.</exception>
    public static ContainerImage Read(string path) => TryRead(path) ?? throw new EdiException(
        EdiCodes.LayerMissing, $"{path} should name a layer and does not: it is incomplete or gone. The next 'dotnet build' makes the layer again.");

    /// <summary>The layer, or null when the file does not exist or names none, as one that a full disk has cut off.</summary>
    public static ContainerImage? TryRead(string path) =>
        File.Exists(path) && File.ReadAllText(path).Trim().Split('=') is [Key, { Length: > 0 } id] && id.All(char.IsAsciiHexDigit) ? new(id) : null;

    /// <summary>What a step should have left: its results, its digest, and for a step that leaves one the layer that this names.</summary>
    public static ImmutableArray<string> WithLayer(IEnumerable<string> results, string digest, string cacheDirectory) =>
        [.. results, digest, .. InStore(digest, cacheDirectory)];

    /// <summary>
    /// The folder in the engine's store that is there as long as the layer is. To ask the engine itself would start a
    /// program in every build.
    /// </summary>
    private static ImmutableArray<string> InStore(string path, string cacheDirectory)
    {
        if (!File.Exists(path) || !StepNames.LeavesLayer(Path.GetFileNameWithoutExtension(path)))
        {
            return [];
        }

        return TryRead(path) is { } layer
            ? [Path.Combine(StoreSession.StoreBelow(cacheDirectory), "overlay-images", layer.Id)]
            : [$"{path}.{Key}"]; // A file that never is.
    }
}
