using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Host;

/// <summary>What the tasks have in common that look at the host: what to look at.</summary>
public abstract class EdiHostTask : EdiTask
{
    /// <summary>The image's Debian architecture; empty as long as it is not known.</summary>
    public string Architecture { get; set; } = "";

    /// <summary>The folder of the engine's store and of temporary files.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The project's folder, below which the artifacts lie.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The engine that makes the layers: buildah, lxd or incus.</summary>
    public string ContainerEngine { get; set; } = "buildah";

    /// <summary>The remote of LXD or Incus on which it does; empty means this machine.</summary>
    public string ContainerRemote { get; set; } = "";

    /// <summary>The member of that remote's cluster; empty leaves the choice to the cluster.</summary>
    public string ContainerMember { get; set; } = "";

    /// <summary>Whether every layer is there: then the engine was fit to make it, and is not asked in a build that may have nothing to do.</summary>
    public bool LayersAreThere { get; set; }

    /// <summary>The definition, once it is read; it names what the engine must have.</summary>
    public string Definition { get; set; } = "";

    /// <summary>Debian packages that the project needs besides the SDK's own.</summary>
    public string[] Packages { get; set; } = [];

    private protected override string CacheFolder => CacheDirectory;

    /// <param name="minimumFreeSpace">In bytes, on the file system of each of the two folders.</param>
    private protected ImmutableArray<HostProblem> FindProblems(long minimumFreeSpace) =>
    [
        .. new HostRequirements(CacheDirectory, ProjectDirectory, Architecture, minimumFreeSpace, Packages).Check(),
        .. LayersAreThere ? [] : new EngineRequirements(Engines.ContainerEngine.Parse(ContainerEngine, ContainerRemote, ContainerMember), Architecture, ResolvedDefinition.TryRead(Definition)).Check(),
    ];
}
