using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Container;

/// <summary>Makes the first layer with LXD or Incus: the archive of the root file system becomes an image, and this an instance.</summary>
/// <param name="context">The step's.</param>
/// <param name="record">The engines that have an instance of the project.</param>
internal sealed class InstanceImport(StepContext context, InstanceRecord record)
{
    private readonly BuildInstance _build = new(context);

    /// <summary>Returns the size of the archive, in bytes.</summary>
    /// <param name="archive">The bootstrap's archive, unless a command makes the root file system.</param>
    /// <param name="inputDigests">The digest files of the steps before, which tell the ID of an image.</param>
    /// <param name="digest">The file for the layer's digest.</param>
    public long Run(string archive, IEnumerable<string> inputDigests, string digest)
    {
        string folder = BuilderFolder.Create(context.CacheDirectory);
        using var guard = _build.Guard(folder);
        archive = RootFileSystemImage.IsOf(context.Definition)
            ? new ImageArchive(context).Write(inputDigests, Path.Combine(folder, "rootfs.tar"))
            : context.Definition.RootFileSystem?.Location ?? archive;
        record.Add(_build.Client.Engine);
        _build.Instance.Remove();
        _build.RemoveImage();
        _build.Client.Require("image", "import", WriteMetadata(folder), archive, _build.Client.Of(""), "--alias", _build.Image);
        _build.Create();
        var snapshot = InstanceSnapshot.New(_build.Instance.Name, StepNames.Container);
        _build.Instance.TakeSnapshot(snapshot);
        LayerDigest.Write(digest, snapshot);
        guard.Complete();
        return new FileInfo(archive).Length;
    }

    private string WriteMetadata(string folder)
    {
        string content = Directory.CreateDirectory(Path.Combine(folder, "metadata")).FullName;
        var machine = DebianArchitecture.Find(context.Definition.Architecture)!;
        // The engines start nothing that is not their own; the emulator makes it look so, as edi knows.
        string architecture = DebianArchitecture.Host.Runs(machine.Name) || !_build.Client.Engine.IsLocal ? machine.Machine : DebianArchitecture.Host.Machine;
        File.WriteAllText(Path.Combine(content, "metadata.yaml"), InstanceMetadata.Describe(context.Definition, architecture, _build.Image, InstanceMetadata.CreationTime()).ToJsonString());
        Directory.CreateDirectory(Path.Combine(content, "templates"));
        foreach (var (name, file) in InstanceMetadata.TemplateFiles(context.Definition))
        {
            File.Copy(file, Path.Combine(content, "templates", name));
        }

        string metadata = Path.Combine(folder, "metadata.tar");
        context.Host.Require(
            EdiCodes.EngineFailed,
            new ToolCommand("tar", "--create", "--file", metadata, "--directory", content, "--owner=0", "--group=0", "--mode=u=rwX,go=rX", "metadata.yaml", "templates"));
        return metadata;
    }
}
