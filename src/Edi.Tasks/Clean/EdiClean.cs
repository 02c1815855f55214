using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Host;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Clean;

/// <summary>Removes what this project has in the container engine's store, and its intermediate files; nothing of another project.</summary>
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

    /// <summary>The folders to remove; Clean refuses when something is mounted in one of them (EDI0006).</summary>
    public string[] Directories { get; set; } = [];

    /// <summary>The files to remove.</summary>
    public string[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        RefuseMounts();
        RemoveLayers();
        foreach (string file in Files.Where(File.Exists))
        {
            File.Delete(file);
        }

        foreach (string folder in Directories.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void RefuseMounts()
    {
        var mounts = MountTable.Read();
        foreach (var mount in Directories.SelectMany(folder => mounts.Below(folder)))
        {
            throw new EdiException(
                EdiCodes.CleanRefused,
                $"{mount.Point} is mounted, and removing what lies below would remove it where it comes from. Nothing was removed. 'umount {mount.Point}', then clean again.");
        }
    }

    private void RemoveLayers()
    {
        if (!Directory.Exists(Path.Combine(CacheDirectory, "buildah")))
        {
            return;
        }

        using var log = new StepLog("/dev/null", _ => { }, line => Log.LogMessage(MessageImportance.Low, "{0}", line));
        var host = new HostToolRunner(log, Cancellation);
        using var sandbox = EdiSandbox.Start(host, log, new SandboxOptions { CacheDirectory = CacheDirectory, Architecture = DebianArchitecture.Host.Name });
        new BuildahEngine(sandbox, CacheDirectory).RemoveAll(new ContainerNames(Project, Configuration));
        sandbox.Complete();
    }
}
