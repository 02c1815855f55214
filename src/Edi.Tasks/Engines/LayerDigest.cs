using Edi.Tasks.Incremental;

namespace Edi.Tasks.Engines;

/// <summary>The file that hands a layer from the step that made it to the next one.</summary>
internal static class LayerDigest
{
    private const string Key = "image";

    public static void Write(string path, ContainerImage image) => new Fingerprint().Add(Key, image.Id).WriteIfDifferent(path);

    public static ContainerImage Read(string path) => new(File.ReadAllText(path).Trim()[(Key.Length + 1)..]);
}
