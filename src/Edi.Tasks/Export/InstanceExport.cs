using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Export;

/// <summary>An instance's snapshot as a layer of Buildah's store.</summary>
internal sealed class InstanceExport(StepContext context)
{
    private readonly string _name = context.Names.Container(StepNames.Export);
    private readonly BuildInstance _build = new(context);

    /// <summary>Returns the size of the root file system, in bytes.</summary>
    public long Run(string baseDigest, string digest)
    {
        string folder = BuilderFolder.Create(context.CacheDirectory);
        using var guard = _build.Guard(folder);
        string archive = Export(LayerDigest.ReadSnapshot(baseDigest), folder);
        using var sandbox = context.StartSandbox(container: _name);
        long size;
        using (var container = new BuildahEngine(sandbox, context.CacheDirectory).CreateEmpty(_name))
        {
            sandbox.Require(
                EdiCodes.EngineFailed,
                new ToolCommand(
                    "tar",
                    "--extract", "--file", archive, "--directory", container.RootDirectory, "--strip-components=1", "--numeric-owner",
                    "--xattrs", "--xattrs-include=*",
                    // Device nodes cannot be made in a user namespace, and every kernel brings its own /dev.
                    "--anchored", "--exclude=rootfs/dev/*", "rootfs"));
            sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("python3", "-I", "-c", Script.Of("instance-lists.py"), archive, "rootfs", container.RootDirectory));
            size = DiskUsage.Measure(sandbox, container.RootDirectory);
            LayerDigest.Write(digest, container.Commit(context.Names.Image(StepNames.Export)));
        }

        sandbox.Complete();
        guard.Complete();
        return size;
    }

    private string Export(InstanceSnapshot snapshot, string folder)
    {
        _build.RemoveImage();
        _build.Client.Require("publish", _build.Client.Of(snapshot.ToString()), _build.Client.Of(""), "--alias", _build.Image, "--compression", "none");
        _build.Client.Require("image", "export", _build.Client.Of(_build.Image), folder);
        _build.RemoveImage();
        return Directory.GetFiles(folder).Single();
    }
}
