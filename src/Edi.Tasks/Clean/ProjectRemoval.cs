using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Clean;

/// <summary>Removes what a project has left: its files, its layers in the engines' stores, and what its commands have made. A mount below, or a failure of the local store, leaves the files; LXD or Incus that fails is told and passed over.</summary>
/// <param name="cacheDirectory">The folder of Buildah's store.</param>
/// <param name="engines">Those of LXD and Incus whose instances are looked at.</param>
/// <param name="names">The project's.</param>
/// <param name="commands">The commands whose images and containers go.</param>
internal sealed class ProjectRemoval(string cacheDirectory, ImmutableArray<ContainerEngine> engines, ContainerNames names, CommandArtifacts commands)
{
    /// <summary>Returns those of the engines that still have their instances.</summary>
    /// <param name="paths">Files and folders, besides those of the commands.</param>
    /// <param name="removeLayers">Removes the layers, if there is a store at all.</param>
    /// <param name="removeInstances">Removes what one of these engines has.</param>
    /// <param name="warn">Told which of the engines has not done so, and why; it holds nothing else up.</param>
    /// <param name="showDetail">Receives what the tools print.</param>
    /// <exception cref="EdiException">EDI0006, when something is mounted below one of the paths.</exception>
    public ImmutableArray<ContainerEngine> Run(IEnumerable<string> paths, Action<IContainerEngine> removeLayers, Action<InstanceRemoval> removeInstances, Action<EdiProblem> warn, Action<string> showDetail, CancellationToken cancellation)
    {
        ImmutableArray<string> all = [.. paths, .. commands.Paths];
        RefuseMounts(all);
        ImmutableArray<ContainerEngine> left;
        using (var log = new StepLog(null, _ => { }, showDetail))
        {
            try
            {
                var host = new HostToolRunner(log, cancellation);
                left = [.. engines.Where(engine => !TryRemoveInstances(new(new(engine, host), names), removeInstances, log, warn))];
                RemoveFromStores(removeLayers, host, log);
            }
            catch (EdiException e)
            {
                throw log.Explain(e);
            }
        }

        SetAside.Delete(all);
        return left;
    }

    private static bool TryRemoveInstances(InstanceRemoval instances, Action<InstanceRemoval> remove, StepLog log, Action<EdiProblem> warn)
    {
        try
        {
            remove(instances);
            return true;
        }
        catch (EdiException e)
        {
            warn(new(EdiCodes.EngineNotCleaned, $"{instances.Described} keeps what it has of this project. When it answers, clean again; or remove it there: '{instances.Command}'. {log.Explain(e).Problems[0].Message}") { IsWarning = true });
            return false;
        }
    }

    /// <exception cref="EdiException">EDI0006, when something is mounted at or below one of the paths.</exception>
    public static void RefuseMounts(ImmutableArray<string> paths)
    {
        var mounts = MountTable.Read();
        foreach (var mount in paths.SelectMany(path => mounts.Below(path)))
        {
            throw new EdiException(
                EdiCodes.CleanRefused,
                $"{mount.Point} is mounted, and removing what lies below would remove it where it comes from. Nothing was removed. 'umount {mount.Point}', then clean again.");
        }
    }

    private void RemoveFromStores(Action<IContainerEngine> removeLayers, HostToolRunner host, StepLog log)
    {
        commands.RemoveFromPodman(host);
        if (!Directory.Exists(StoreSession.StoreBelow(cacheDirectory)))
        {
            return;
        }

        using var sandbox = EdiSandbox.Start(host, log, new SandboxOptions { CacheDirectory = cacheDirectory, Architecture = DebianArchitecture.Host.Name });
        new StoreRepair(sandbox, cacheDirectory).Run(log.Output);
        var engine = new BuildahEngine(sandbox, cacheDirectory);
        commands.RemoveFromEngine(engine, () => Podman.OfEngine(sandbox, StoreSession.Open(sandbox, cacheDirectory)));
        removeLayers(engine);
        sandbox.Complete();
    }
}
