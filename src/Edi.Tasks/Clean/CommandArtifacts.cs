using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Clean;

/// <summary>
/// What commands have left. A name in a store may belong to somebody else by now, so images and
/// containers are known by their IDs.
/// </summary>
internal sealed class CommandArtifacts
{
    private readonly ImmutableArray<(ArtifactDefinition Artifact, string Id)> _stored;

    public CommandArtifacts(ImmutableArray<CommandDefinition> commands, string digestDirectory)
    {
        Paths = [.. commands.SelectMany(command => command.Files.Append(command.StagingDirectory))];
        _stored = [.. commands.SelectMany(command => Stored(command, Path.Combine(digestDirectory, StepNames.Command(command) + ".txt")))];
    }

    /// <summary>The files and folders.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <param name="definition">The file in which the last build has left the definition.</param>
    /// <param name="folders">Where this project's commands leave their files; a copied project has the original's definition.</param>
    public static CommandArtifacts OfLastBuild(string definition, string digestDirectory, IEnumerable<string> folders)
    {
        var own = folders.Select(Path.TrimEndingDirectorySeparator).ToHashSet();
        var commands = ResolvedDefinition.TryRead(definition)?.Commands ?? [];
        return new([.. commands.Where(command => own.Contains(Path.GetDirectoryName(command.StagingDirectory)!))], digestDirectory);
    }

    /// <summary>Removes the images from the stores of Podman.</summary>
    public void RemoveFromPodman(IToolRunner host)
    {
        Remove(ArtifactKind.PodmanImage, () => Podman.OfBuilder(host));
        if (CurrentUser.IsRoot)
        {
            Remove(ArtifactKind.PodmanImageRoot, () => Podman.OfRoot(host));
        }
    }

    /// <summary>Removes containers and images from the engine's store.</summary>
    /// <param name="podman">Makes Podman on that store.</param>
    public void RemoveFromEngine(IContainerEngine engine, Func<Podman> podman)
    {
        foreach (var (container, id) in _stored.Where(stored => stored.Artifact.Kind == ArtifactKind.BuildahContainer))
        {
            if (engine.FindContainer(container.Location) == id)
            {
                engine.RemoveContainer(container.Location);
            }
        }

        Remove(ArtifactKind.PodmanImage, podman);
    }

    private void Remove(ArtifactKind kind, Func<Podman> open)
    {
        var images = _stored.Where(stored => stored.Artifact.Kind == kind).ToImmutableArray();
        if (images.IsEmpty || !Podman.IsInstalled)
        {
            return; // Without Podman, nobody can say what its store has.
        }

        var podman = open();
        foreach (var (image, id) in images.Where(image => podman.FindImage(image.Artifact.Location) == image.Id))
        {
            podman.RemoveImage(image.Location);
        }
    }

    private static IEnumerable<(ArtifactDefinition Artifact, string Id)> Stored(CommandDefinition command, string digest) =>
        !File.Exists(digest) ? [] : Fingerprint.Read(digest).Join(
            command.Outputs.Where(output => output.Kind != ArtifactKind.Path),
            line => line.Key,
            output => output.Name,
            (line, output) => (output, line.Value));
}
