using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Formats;

/// <summary>A folder with each partition in a file of its own, for boot loaders that flash by partition; as sparse as the image.</summary>
internal static class PartitionFolder
{
    public static void Make(IToolRunner sandbox, string image, DiskLayout layout, string folder)
    {
        var table = PartitionTable.Read(sandbox, EdiCodes.FormatFailed, image);
        sandbox.Require(EdiCodes.FormatFailed, new ToolCommand("mkdir", folder));
        foreach (var (partition, entry) in layout.Partitions.Zip(table))
        {
            string file = $"{folder}/{partition.Name}.img";
            sandbox.Require(EdiCodes.FormatFailed, new ToolCommand(
                "dd", "status=none", "bs=1M", "conv=sparse", "iflag=skip_bytes,count_bytes", $"if={image}", $"of={file}",
                string.Create(CultureInfo.InvariantCulture, $"skip={entry.Offset}"), string.Create(CultureInfo.InvariantCulture, $"count={entry.Size}")));
            sandbox.Require(EdiCodes.FormatFailed, new ToolCommand("truncate", string.Create(CultureInfo.InvariantCulture, $"--size={entry.Size}"), file));
        }
    }
}
