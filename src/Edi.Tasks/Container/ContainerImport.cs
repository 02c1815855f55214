using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Container;

/// <summary>Unpacks the archive of the root file system into an empty container and stores that as the first layer.</summary>
internal sealed class ContainerImport(StepContext context)
{
    public void Run(string archive, string digest)
    {
        string name = context.Names.Container(StepNames.Container);
        using var sandbox = context.StartSandbox(container: name);
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        using (var container = engine.CreateEmpty(name))
        {
            sandbox.Require(
                EdiCodes.EngineFailed,
                new ToolCommand(
                    "tar",
                    "--extract", "--file", archive, "--directory", container.RootDirectory, "--numeric-owner",
                    "--xattrs", "--xattrs-include=*", "--acls",
                    // Device nodes cannot be made in a user namespace, and every kernel brings its own /dev.
                    "--exclude=./dev/*"));
            var image = container.Commit(context.Names.Image(StepNames.Container));
            LayerDigest.Write(digest, image);
        }

        sandbox.Complete();
    }
}
