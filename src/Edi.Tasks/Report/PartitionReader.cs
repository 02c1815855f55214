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
        var found = Probe(offset, size);
        string label = found.GetValueOrDefault("LABEL") ?? (partition.TryGetProperty("name", out var name) ? name.GetString()! : "");
        string fileSystem = found.GetValueOrDefault("TYPE", "");
        string mountPoint = layout.Partitions.FirstOrDefault(planned => label.Length > 0 && planned.Label == label)?.MountPoint ?? "";
        // sfdisk puts the number behind the image's path.
        int number = int.Parse(partition.GetProperty("node").GetString()![image.Length..].TrimStart('p'), CultureInfo.InvariantCulture);
        return new(number, label, mountPoint, fileSystem, size, FreeSpaceReader.For(fileSystem)?.Read(sandbox, image, offset));
    }

    // blkid(8): exit code 2 means that there is nothing which it knows.
    private Dictionary<string, string> Probe(long offset, long size)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        int exitCode = sandbox.Run(
            new ToolCommand("blkid", "--probe", "--offset", Text(offset), "--size", Text(size), "--output", "export", image),
            line => found[line.Split('=')[0]] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return exitCode is 0 or 2
            ? found
            : throw new EdiException(EdiCodes.ReportNotMade, FormattableString.Invariant($"'blkid' ended with exit code {exitCode}."));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
