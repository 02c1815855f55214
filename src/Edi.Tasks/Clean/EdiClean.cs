using System.Collections.Immutable;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Clean;

/// <summary>
/// Removes what this project has in the container engine's store, its intermediate files, and what its commands have
/// left; nothing of another project. The definition may be missing.
/// </summary>
public sealed class EdiClean : EdiProjectTask
{
    /// <summary>The project's intermediate folder.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The folders that are given to the user who called sudo, when the build is ended.</summary>
    public string[] OwnedDirectories { get; set; } = [];

    /// <summary>The folder of the steps' digests, which tell what the commands have left.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

    /// <summary>The file that tells which engines have an instance of the project.</summary>
    [Required]
    public string InstanceRecord { get; set; } = "";

    /// <summary>The engine that makes the layers: buildah, lxd or incus. It is asked also when nothing tells of a former build.</summary>
    public string ContainerEngine { get; set; } = "buildah";

    /// <summary>The remote of LXD or Incus on which it does; empty means this machine.</summary>
    public string ContainerRemote { get; set; } = "";

    /// <summary>The member of that remote's cluster; empty leaves the choice to the cluster.</summary>
    public string ContainerMember { get; set; } = "";

    /// <summary>The folders in which commands leave their files; nothing of theirs elsewhere is removed.</summary>
    [Required]
    public string[] OutputDirectories { get; set; } = [];

    /// <summary>The folders to remove; Clean refuses when something is mounted in one of them (EDI0006).</summary>
    public string[] Directories { get; set; } = [];

    /// <summary>The files to remove.</summary>
    public string[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        EnterProject(IntermediateDirectory, OwnedDirectories, CacheDirectory);
        var names = new ContainerNames(Project, Configuration);
        var record = new InstanceRecord(InstanceRecord);
        record.Keep(new ProjectRemoval(CacheDirectory, Engines(record), names, CommandArtifacts.OfLastBuild(Definition, DigestDirectory, OutputDirectories)).Run(
            Files.Concat(Directories),
            engine => engine.RemoveAll(names),
            instances => instances.RemoveAll(),
            Report,
            line => Log.LogMessage(MessageImportance.Low, "{0}", line),
            Cancellation));
    }

    private ImmutableArray<ContainerEngine> Engines(InstanceRecord record)
    {
        var engine = Tasks.Engines.ContainerEngine.Parse(ContainerEngine, ContainerRemote, ContainerMember);
        return engine.HasInstances ? [.. record.Read().Add(engine).Distinct()] : record.Read();
    }
}
