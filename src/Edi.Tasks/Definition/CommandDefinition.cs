using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>A command: a program that was rendered from a template, and what it leaves.</summary>
/// <param name="Path">The template's file.</param>
/// <param name="Script">The rendered program.</param>
/// <param name="StagingDirectory">Where the command makes its files and folders, before they are moved to their places.</param>
internal sealed record CommandDefinition(
    string Name,
    CommandStage Stage,
    string Path,
    RootRequirement RequireRoot,
    ImmutableArray<ArtifactDefinition> Outputs,
    string Script,
    string StagingDirectory,
    SourcePosition Position)
{
    /// <summary>What the template could use; its text tells what it has used.</summary>
    public ImmutableSortedDictionary<string, JsonNode?> Variables { get; init; } = ImmutableSortedDictionary<string, JsonNode?>.Empty;

    /// <summary>Whether it renders documentation, so that the documentation steps are its inputs.</summary>
    public bool RendersDocumentation { get; init; }

    /// <summary>Further variables of its environment.</summary>
    public ImmutableArray<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>The files and folders that the command leaves, at their places.</summary>
    [JsonIgnore]
    public IEnumerable<string> Files => Outputs.Where(output => output.Kind == ArtifactKind.Path).Select(output => output.Location);
}

/// <summary>When a command runs.</summary>
internal enum CommandStage
{
    /// <summary>Before there is a container.</summary>
    Preprocessing,

    /// <summary>On the configured container.</summary>
    Postprocessing,
}

/// <summary>As whom a command runs, edi's <c>require_root</c>.</summary>
internal enum RootRequirement
{
    /// <summary>With no privilege beyond the sandbox's.</summary>
    None,

    /// <summary>As root of the host, outside of the sandbox.</summary>
    Real,

    /// <summary>Under fakeroot(1).</summary>
    Fakeroot,

    /// <summary>As the sandbox's root, with the container's root file system mounted.</summary>
    Unshare,
}

/// <summary>Something that a command leaves.</summary>
/// <param name="Name">The variable by which later commands know it.</param>
/// <param name="Location">An absolute path, or the name of an image or a container.</param>
internal sealed record ArtifactDefinition(string Name, ArtifactKind Kind, string Location, SourcePosition Position);

/// <summary>What an artifact is, edi's <c>type</c> of an output.</summary>
internal enum ArtifactKind
{
    /// <summary>A file or a folder.</summary>
    Path,

    /// <summary>An image in Podman's store of the user who builds.</summary>
    PodmanImage,

    /// <summary>An image in Podman's store of root.</summary>
    PodmanImageRoot,

    /// <summary>A working container of Buildah.</summary>
    BuildahContainer,
}
