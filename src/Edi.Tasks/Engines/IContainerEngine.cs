using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines;

/// <summary>Stores container images, each a stack of layers, and makes working containers of them.</summary>
internal interface IContainerEngine
{
    /// <summary>Makes an empty working container; an older one of that name is replaced.</summary>
    IWorkingContainer CreateEmpty(string name);

    /// <summary>Makes a working container on top of an image; an older one of that name is replaced.</summary>
    /// <exception cref="Diagnostics.EdiException">EDI3003, when the store has no such image.</exception>
    IWorkingContainer Create(string name, ContainerImage image);

    /// <summary>Gives an image one more name, under which the store keeps it.</summary>
    void Name(ContainerImage image, string imageName);

    /// <summary>An existing working container; disposing leaves it.</summary>
    IWorkingContainer Open(string name);

    /// <summary>The ID of a working container, or null when there is none of that name.</summary>
    string? FindContainer(string name);

    /// <summary>Removes a working container, if there is one of that name.</summary>
    void RemoveContainer(string name);

    /// <summary>Removes all images and containers whose names begin with <paramref name="names"/>'s prefix, and nothing else.</summary>
    void RemoveAll(ContainerNames names);

    /// <summary>Removes what these steps have left in the store, and nothing else.</summary>
    void RemoveSteps(ContainerNames names, IEnumerable<string> steps);

    /// <summary>The command that removes a working container, for when the build is killed.</summary>
    ToolCommand RemoveCommand(string container);
}

/// <summary>A container that is being worked on: a writable root file system over the layers of an image. Disposing removes it.</summary>
internal interface IWorkingContainer : IDisposable
{
    /// <summary>Where the root file system is mounted in the sandbox.</summary>
    string RootDirectory { get; }

    /// <summary>Disposing leaves the container from now on, so that it can be looked at.</summary>
    void Keep();

    /// <summary>Writes the container as an image to an OCI archive.</summary>
    /// <param name="archive">A file that does not exist yet.</param>
    /// <param name="name">The image's name, in small letters.</param>
    /// <param name="architecture">Debian's name of the architecture of its programs.</param>
    void Export(string archive, string name, string architecture);

    /// <summary>Stores what was changed as one layer on top of the image that this container was made from.</summary>
    ContainerImage Commit(string imageName);
}

/// <summary>An image in the engine's store, by the digest that the engine gave it.</summary>
internal sealed record ContainerImage(string Id);
