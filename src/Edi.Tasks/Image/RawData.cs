using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>Writes what lies on the disk outside of partitions: boot loaders at the places where a board looks for them.</summary>
internal sealed class RawData(EdiSandbox sandbox, string root, ImmutableArray<RawDataDefinition> definitions)
{
    // Copies: when the disk is written, another partition's mount point may cover the source.
    private readonly ImmutableDictionary<string, string> _files = definitions.ToImmutableDictionary(
        data => data.Name,
        data => Copy(sandbox, ContentFiles.Find(sandbox, root, data.Source, $"raw data '{data.Name}'"), data.Name));

    /// <summary>In bytes.</summary>
    public long SizeOf(RawDataDefinition data) => FileSize.Of(sandbox, _files[data.Name]);

    private static string Copy(EdiSandbox sandbox, string source, string name)
    {
        string copy = Path.Combine(sandbox.ScratchDirectory, $"{name}.raw");
        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("cp", "--sparse=auto", "--", source, copy));
        return copy;
    }

    /// <param name="image">The disk image, which has no file systems yet.</param>
    public void Write(string image)
    {
        foreach (var data in definitions)
        {
            sandbox.Require(EdiCodes.ImageFailed, new ToolCommand(
                "dd", "status=none", "bs=1M", "conv=notrunc", "oflag=seek_bytes", $"if={_files[data.Name]}", $"of={image}",
                string.Create(CultureInfo.InvariantCulture, $"seek={data.Offset}")));
        }
    }
}
