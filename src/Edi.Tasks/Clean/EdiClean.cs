using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Host;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Clean;

/// <summary>
/// Removes what this project has in the container engine's store, its intermediate files, and what its commands have
/// left; nothing of another project.
/// </summary>
public sealed class EdiClean : EdiTask
{
    /// <summary>The project's file, which names the containers.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The build configuration, such as Debug.</summary>
    [Required]
    public string Configuration { get; set; } = "";

    /// <summary>The folder of the engine's store and of temporary files.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The project's intermediate folder.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The file in which the last build has left the definition; it may be missing.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>The folder of the steps' digests, which tell what the commands have left.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

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
        ProjectLock.Enter(BuildEngine4, IntermediateDirectory, message => Log.LogMessage(MessageImportance.High, "{0}", message), Cancellation);
        var left = CommandArtifacts.Of(Definition, DigestDirectory, OutputDirectories);
        ImmutableArray<string> paths = [.. Files, .. left.Paths, .. Directories];
        RefuseMounts(paths);
        RemoveFromStores(left);
        AtomicFile.Delete(paths);
    }

    private static void RefuseMounts(ImmutableArray<string> paths)
    {
        var mounts = MountTable.Read();
        foreach (var mount in paths.SelectMany(path => mounts.Below(path)))
        {
            throw new EdiException(
                EdiCodes.CleanRefused,
                $"{mount.Point} is mounted, and removing what lies below would remove it where it comes from. Nothing was removed. 'umount {mount.Point}', then clean again.");
        }
    }

    private void RemoveFromStores(CommandArtifacts left)
    {
        using var log = new StepLog("/dev/null", _ => { }, line => Log.LogMessage(MessageImportance.Low, "{0}", line));
        var host = new HostToolRunner(log, Cancellation);
        left.RemoveFromPodman(host);
        if (!Directory.Exists(StoreSession.StoreBelow(CacheDirectory)))
        {
            return;
        }

        using var sandbox = EdiSandbox.Start(host, log, new SandboxOptions { CacheDirectory = CacheDirectory, Architecture = DebianArchitecture.Host.Name });
        var engine = new BuildahEngine(sandbox, CacheDirectory);
        left.RemoveFromEngine(engine, () => Podman.OfEngine(sandbox, StoreSession.Open(sandbox, CacheDirectory)));
        engine.RemoveAll(new ContainerNames(Project, Configuration));
        sandbox.Complete();
    }
}
