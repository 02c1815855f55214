using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Engines;

/// <summary>The file that hands a layer from the step that made it to the next one.</summary>
internal static class LayerDigest
{
    private const string ImageKey = "layer-image";
    private const string SnapshotKey = "layer-snapshot";

    public static void Write(string path, ContainerImage image) => Write(path, ImageKey, image.Id);

    public static void Write(string path, InstanceSnapshot snapshot) => Write(path, SnapshotKey, snapshot.ToString());

    /// <exception cref="EdiException">EDI3003, when the file names no layer.</exception>
    public static ContainerImage Read(string path) => TryRead(path) ?? throw Unreadable(path);

    /// <exception cref="EdiException">EDI3003, when the file names no snapshot.</exception>
    public static InstanceSnapshot ReadSnapshot(string path) => TryReadSnapshot(path) ?? throw Unreadable(path);

    /// <summary>The layer, or null when the file does not exist or names none, as one that a full disk has cut off.</summary>
    public static ContainerImage? TryRead(string path) => Find(path, ImageKey) is { } id && id.All(char.IsAsciiHexDigit) ? new(id) : null;

    /// <summary>The snapshot, or null when the file does not exist or names none.</summary>
    public static InstanceSnapshot? TryReadSnapshot(string path) => Find(path, SnapshotKey) is { } text ? InstanceSnapshot.TryParse(text) : null;

    private static void Write(string path, string key, string value) => new Fingerprint().Add(key, value).WriteIfDifferent(path);

    private static string? Find(string path, string key) =>
        File.Exists(path) && File.ReadAllText(path).Trim().Split('=') is [var found, { Length: > 0 } value] && found == key ? value : null;

    private static EdiException Unreadable(string path) => new(
        EdiCodes.LayerMissing, $"{path} should name a layer and does not: it is incomplete or gone. The next 'dotnet build' makes the layer again.");
}
