using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Formats;

/// <summary>Makes one further form of the image, of the raw one or of the last layer, by the tool of whoever defines that form.</summary>
internal sealed class FormatRun(StepContext context, ImageFormat format, string image)
{
    /// <param name="inputDigest">The digest file of what it is made of.</param>
    public void Run(string inputDigest)
    {
        string result = format.FileOf(image);
        string partial = AtomicFile.Partial(result);
        string container = context.Names.Container(StepNames.Format(format.Name));
        AtomicFile.Delete([partial]);
        using (var sandbox = context.StartSandbox(container: format.IsOfLayer ? container : null))
        {
            if (format.IsOfLayer)
            {
                using var made = new BuildahEngine(sandbox, context.CacheDirectory).Create(container, LayerDigest.Read(inputDigest));
                FromLayer(sandbox, made, partial);
            }
            else if (format == ImageFormat.Partitions)
            {
                PartitionFolder.Make(sandbox, image, context.Definition.Image!, partial);
            }
            else
            {
                sandbox.Require(EdiCodes.FormatFailed, Tool(partial));
            }

            sandbox.Complete();
        }

        AtomicFile.Move(partial, result);
    }

    private void FromLayer(IToolRunner sandbox, IWorkingContainer container, string partial)
    {
        if (format == ImageFormat.Oci)
        {
            if (AccessLists.First(sandbox, EdiCodes.FormatFailed, container.RootDirectory) is { } path)
            {
                throw new EdiException([new(
                    EdiCodes.FileNotHeld,
                    $"An OCI image cannot hold the access control list of {path}, and without it the file's mode would allow more. Remove it in a playbook with 'setfacl --remove-all', or take 'oci' from 'formats'; 'tar' holds it.",
                    context.Definition.Image!.Position)]);
            }

            container.Export(partial, context.Definition.Name.ToLowerInvariant(), context.Definition.Architecture);
            return;
        }

        sandbox.Require(EdiCodes.FormatFailed, new ToolCommand(
            "tar", "--create", "--file", partial, "--directory", container.RootDirectory, "--numeric-owner", "--xattrs", "--xattrs-include=*", "--acls", "--sort=name", "."));
    }

    private ToolCommand Tool(string partial) => format switch
    {
        _ when format == ImageFormat.Zstd || format == ImageFormat.Xz => Compressor.Command(format, image, partial),
        _ when format == ImageFormat.Vmdk => new("qemu-img", "convert", "-q", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", image, partial),
        _ => new("qemu-img", "convert", "-q", "-f", "raw", "-O", format.Name, image, partial),
    };
}
