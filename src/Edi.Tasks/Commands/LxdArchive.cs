using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Commands;

/// <summary>The configured container as an image of LXD, which edi's first workflow hands to its commands.</summary>
/// <param name="archive">The archive: <c>metadata.yaml</c>, and the root file system in <c>rootfs</c>.</param>
/// <param name="record">The file that tells of which layer it was made.</param>
internal sealed class LxdArchive(ImageDefinition definition, string archive, string record)
{
    /// <summary>Makes the archive, unless it is there and of this layer.</summary>
    /// <param name="create">Makes a working container of the layer.</param>
    public void MakeUnlessThere(EdiSandbox sandbox, ContainerImage layer, Func<IWorkingContainer> create)
    {
        if (File.Exists(archive) && LayerDigest.TryRead(record) == layer)
        {
            return;
        }

        AtomicFile.Delete([record]);
        using (var container = create())
        {
            Make(sandbox, container.RootDirectory);
        }

        AtomicFile.Publish(archive);
        LayerDigest.Write(record, layer);
    }

    private void Make(EdiSandbox sandbox, string root)
    {
        string folder = Directory.CreateDirectory(Path.Combine(sandbox.ScratchDirectory, "lxd")).FullName;
        string mounted = Directory.CreateDirectory(Path.Combine(folder, "rootfs")).FullName;
        File.WriteAllText(Path.Combine(folder, "metadata.yaml"), InstanceMetadata.Describe(definition, DebianArchitecture.Find(definition.Architecture)!.Machine, definition.Name, InstanceMetadata.CreationTime()).ToJsonString());
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("mount", "--bind", root, mounted));
        sandbox.Require(
            EdiCodes.EngineFailed,
            new ToolCommand(
                "tar", "--create", "--file", AtomicFile.Partial(archive), "--use-compress-program=gzip --no-name",
                "--directory", folder, "--numeric-owner", "--xattrs", "--xattrs-include=*", "--acls", "--sort=name",
                "metadata.yaml", "rootfs"));
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("umount", mounted));
    }
}
