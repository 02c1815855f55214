using System.Globalization;
using System.Text.Json;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Formats;

/// <summary>A folder with each partition in a file of its own, for boot loaders that flash by partition; as sparse as the image.</summary>
internal static class PartitionFolder
{
    public static void Make(IToolRunner sandbox, string image, DiskLayout layout, string folder)
    {
        using var table = JsonDocument.Parse(sandbox.Capture(EdiCodes.FormatFailed, new ToolCommand("sfdisk", "--json", image)));
        sandbox.Require(EdiCodes.FormatFailed, new ToolCommand("mkdir", folder));
        foreach (var (partition, entry) in layout.Partitions.Zip(table.RootElement.GetProperty("partitiontable").GetProperty("partitions").EnumerateArray()))
        {
            long offset = entry.GetProperty("start").GetInt64() * DiskPlacement.SectorSize;
            long size = entry.GetProperty("size").GetInt64() * DiskPlacement.SectorSize;
            string file = $"{folder}/{partition.Name}.img";
            sandbox.Require(EdiCodes.FormatFailed, new ToolCommand(
                "dd", "status=none", "bs=1M", "conv=sparse", "iflag=skip_bytes,count_bytes", $"if={image}", $"of={file}",
                string.Create(CultureInfo.InvariantCulture, $"skip={offset}"), string.Create(CultureInfo.InvariantCulture, $"count={size}")));
            sandbox.Require(EdiCodes.FormatFailed, new ToolCommand("truncate", string.Create(CultureInfo.InvariantCulture, $"--size={size}"), file));
        }
    }
}
