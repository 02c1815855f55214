using Edi.Tasks.Definition;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Container;

/// <summary>The image of a command that is to be the root file system.</summary>
internal static class RootFileSystemImage
{
    /// <summary>
    /// What the command has left, or null when no digest tells. All projects share the store, so the image's name may be
    /// another one's by now.
    /// </summary>
    /// <param name="digests">The digest files of the steps whose results the container begins with.</param>
    public static ContainerImage? Find(ArtifactDefinition image, IEnumerable<string> digests) =>
        digests.Where(File.Exists).SelectMany(Fingerprint.Read).Where(line => line.Key == image.Name && line.Value.Length > 0).Select(line => new ContainerImage(line.Value)).FirstOrDefault();
}
