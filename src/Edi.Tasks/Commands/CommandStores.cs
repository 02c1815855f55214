using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Commands;

/// <summary>The images and containers that a command leaves in the stores of the engine and of Podman.</summary>
/// <param name="podman">On the engine's store.</param>
internal sealed class CommandStores(CommandDefinition command, IContainerEngine engine, Podman podman, IToolRunner host)
{
    private readonly ImmutableArray<ArtifactDefinition> _outputs = [.. command.Outputs.Where(output => output.Kind != ArtifactKind.Path)];

    /// <summary>What was found, by the outputs' names.</summary>
    public ImmutableDictionary<string, string> Ids { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Removes what is there, so that it is not taken for what the command makes. Only in the builder's own store does the
    /// old image stay until the new one takes its name: it may be in use.
    /// </summary>
    public void Remove()
    {
        foreach (var output in _outputs.Where(output => Find(output) is not null))
        {
            if (output.Kind == ArtifactKind.BuildahContainer)
            {
                engine.RemoveContainer(output.Location);
            }
            else
            {
                PodmanOf(output).RemoveImage(output.Location);
            }
        }
    }

    /// <summary>What was declared and is not there.</summary>
    public IEnumerable<EdiProblem> FindProblems()
    {
        foreach (var output in _outputs)
        {
            if (Find(output) is { } id)
            {
                Ids = Ids.SetItem(output.Name, id);
            }
            else
            {
                yield return new(EdiCodes.OutputMissing, $"The command {command.Name} ended well and has not made its output {output.Name}: {Describe(output)} does not exist.", output.Position);
            }
        }
    }

    /// <summary>Gives images to the user who builds.</summary>
    /// <param name="folder">A folder for archives, on a disk.</param>
    public void HandOver(string folder)
    {
        var builder = Podman.OfBuilder(host);
        foreach (var image in _outputs.Where(output => output.Kind == ArtifactKind.PodmanImage))
        {
            string archive = Path.Combine(folder, image.Name + ".tar");
            podman.Save(image.Location, archive);
            builder.Load(image.Location, archive);
            File.Delete(archive);
        }
    }

    private string? Find(ArtifactDefinition output) => output.Kind == ArtifactKind.BuildahContainer
        ? engine.FindContainer(output.Location)
        : PodmanOf(output).FindImage(output.Location);

    private Podman PodmanOf(ArtifactDefinition image) => image.Kind == ArtifactKind.PodmanImageRoot ? Podman.OfRoot(host) : podman;

    private static string Describe(ArtifactDefinition output) => output.Kind switch
    {
        ArtifactKind.BuildahContainer => $"the container '{output.Location}'",
        ArtifactKind.PodmanImageRoot => $"the image '{output.Location}' in root's store",
        _ => $"the image '{output.Location}'",
    };
}
