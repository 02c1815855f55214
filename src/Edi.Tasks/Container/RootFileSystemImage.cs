using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Container;

/// <summary>The image that is to be the root file system: a command's, or the last layer of another project.</summary>
internal static class RootFileSystemImage
{
    /// <summary>
    /// What the command has left, or null when no digest tells. All projects share the store, so the image's name may be
    /// another one's by now.
    /// </summary>
    /// <param name="digests">The digest files of the steps whose results the container begins with.</param>
    public static ContainerImage? Find(ArtifactDefinition image, IEnumerable<string> digests) =>
        digests.Where(File.Exists).SelectMany(Fingerprint.Read).Where(line => line.Key == image.Name && line.Value.Length > 0).Select(line => new ContainerImage(line.Value)).FirstOrDefault();

    /// <summary>Whether a definition begins with an image, and not with an archive.</summary>
    public static bool IsOf(ImageDefinition definition) => definition is { Base: not null } or { RootFileSystem.Kind: ArtifactKind.PodmanImage };

    /// <summary>Makes a working container of it.</summary>
    /// <exception cref="EdiException">EDI3003, when the store does not have it any more.</exception>
    public static IWorkingContainer Open(EdiSandbox sandbox, StepContext context, IEnumerable<string> digests, string container) =>
        context.Definition.Base is null
            ? Open(sandbox, context, context.Definition.RootFileSystem!, digests, container)
            : new BuildahEngine(sandbox, context.CacheDirectory).Create(container, LayerDigest.Read(digests.Single()));

    private static IWorkingContainer Open(EdiSandbox sandbox, StepContext context, ArtifactDefinition image, IEnumerable<string> digests, string container) =>
        Find(image, digests) is { } made && Podman.OfEngine(sandbox, StoreSession.Open(sandbox, context.CacheDirectory)).FindImage(made.Id) == made.Id
            ? new BuildahEngine(sandbox, context.CacheDirectory).Create(container, made)
            : throw new EdiException([new(
                EdiCodes.LayerMissing,
                $"The image '{image.Location}' that was made for the root file system is missing from the store of buildah below {context.CacheDirectory}. Something removed it; 'dotnet build -t:Rebuild' makes it again.",
                image.Position)]);
}
