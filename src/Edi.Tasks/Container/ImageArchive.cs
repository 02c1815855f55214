using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Container;

/// <summary>The root file system of an image in Buildah's store as an archive, for an engine that has a store of its own.</summary>
internal sealed class ImageArchive(StepContext context)
{
    /// <summary>Writes the archive and returns its path.</summary>
    public string Write(IEnumerable<string> inputDigests, string archive)
    {
        string name = context.Names.Container(StepNames.Container);
        using var sandbox = (context with { WritableFolders = [.. context.WritableFolders, Path.GetDirectoryName(archive)!] }).StartSandbox(container: name);
        using (var container = RootFileSystemImage.Open(sandbox, context, inputDigests, name))
        {
            sandbox.Require(
                EdiCodes.EngineFailed,
                new ToolCommand("tar", "--create", "--file", archive, "--directory", container.RootDirectory, "--numeric-owner", "--xattrs", "--xattrs-include=*", "--acls", "--sort=name", "."));
        }

        sandbox.Complete();
        return archive;
    }
}
