using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Container;

/// <summary>
/// Makes the first layer of the root file system: the bootstrap's archive, or a command's archive or image. What is a layer
/// already, of another project, is only named.
/// </summary>
internal sealed class ContainerImport(StepContext context)
{
    private readonly string _name = context.Names.Container(StepNames.Container);
    private readonly string _image = context.Names.Image(StepNames.Container);

    /// <summary>Returns the size of the root file system, in bytes.</summary>
    /// <param name="archive">The bootstrap's archive, unless a command makes the root file system.</param>
    /// <param name="inputDigests">The digest files of the steps before, which tell the ID of an image.</param>
    /// <param name="digest">The file for the layer's digest.</param>
    public long Run(string archive, IEnumerable<string> inputDigests, string digest)
    {
        using var sandbox = context.StartSandbox(container: _name);
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        long size;
        using (var container = RootFileSystemImage.IsOf(context.Definition)
            ? RootFileSystemImage.Open(sandbox, context, inputDigests, _name)
            : Unpack(sandbox, engine, context.Definition.RootFileSystem?.Location ?? archive))
        {
            size = DiskUsage.Measure(sandbox, container.RootDirectory);
            LayerDigest.Write(digest, context.Definition.Base is null ? container.Commit(_image) : NameLayer(engine, inputDigests.Single()));
        }

        sandbox.Complete();
        return size;
    }

    // The name keeps it, also when the other project is cleaned or built again.
    private ContainerImage NameLayer(BuildahEngine engine, string baseDigest)
    {
        var layer = LayerDigest.Read(baseDigest);
        engine.Name(layer, _image);
        return layer;
    }

    private IWorkingContainer Unpack(EdiSandbox sandbox, BuildahEngine engine, string archive)
    {
        var container = engine.CreateEmpty(_name);
        sandbox.Require(
            EdiCodes.EngineFailed,
            new ToolCommand(
                "tar",
                "--extract", "--file", archive, "--directory", container.RootDirectory, "--numeric-owner",
                // mmdebstrap writes access control lists as attributes, which tar passes over when it is asked for lists.
                "--xattrs", "--xattrs-include=*",
                // Device nodes cannot be made in a user namespace, and every kernel brings its own /dev.
                "--anchored", "--exclude=./dev/*", "--exclude=dev/*"));
        return container;
    }
}
