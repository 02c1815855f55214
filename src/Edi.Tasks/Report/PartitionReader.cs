using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>Reads the finished image: its partition table with sfdisk, what each partition holds with blkid and the file systems' own tools.</summary>
internal sealed class PartitionReader(IToolRunner sandbox, string image)
{
    /// <param name="layout">Says where a file system is mounted, which the image does not.</param>
    public ImmutableArray<ReportedPartition> Read(DiskLayout layout)
    {
        using var document = JsonDocument.Parse(sandbox.Capture(EdiCodes.ReportNotMade, new ToolCommand("sfdisk", "--json", image)));
        var table = document.RootElement.GetProperty("partitiontable");
        long sector = table.GetProperty("sectorsize").GetInt64();
        return table.TryGetProperty("partitions", out var partitions)
            ? [.. partitions.EnumerateArray().Select(partition => Partition(partition, sector, layout))]
            : [];
    }

    private ReportedPartition Partition(JsonElement partition, long sector, DiskLayout layout)
    {
        long offset = partition.GetProperty("start").GetInt64() * sector;
        long size = partition.GetProperty("size").GetInt64() * sector;
        var found = Blkid.Probe(sandbox, "--offset", Text(offset), "--size", Text(size), image)
            ?? throw new EdiException(EdiCodes.ReportNotMade, $"'blkid' could not read {image}.");
        string label = found.GetValueOrDefault("LABEL") ?? (partition.TryGetProperty("name", out var name) ? name.GetString()! : "");
        string fileSystem = found.GetValueOrDefault("TYPE", "");
        string mountPoint = layout.Partitions.FirstOrDefault(planned => label.Length > 0 && planned.Label == label)?.MountPoint ?? "";
        // sfdisk puts the number behind the image's path.
        int number = int.Parse(partition.GetProperty("node").GetString()![image.Length..].TrimStart('p'), CultureInfo.InvariantCulture);
        return new(number, label, mountPoint, fileSystem, size, FreeSpaceReader.For(fileSystem)?.Read(sandbox, image, offset));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
