using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Report;

/// <summary>Reads the finished image: what each partition holds, with blkid and the file systems' own tools.</summary>
internal sealed class PartitionInspector(IToolRunner sandbox, string image)
{
    /// <param name="layout">Says where a file system is mounted, which the image does not.</param>
    public ImmutableArray<ReportedPartition> Read(DiskLayout layout) =>
        [.. PartitionTable.Read(sandbox, EdiCodes.ReportNotMade, image).Select(entry => Partition(entry, layout))];

    private ReportedPartition Partition(TableEntry entry, DiskLayout layout)
    {
        var found = Blkid.Probe(sandbox, "--offset", Text(entry.Offset), "--size", Text(entry.Size), image)
            ?? throw new EdiException(EdiCodes.ReportNotMade, $"'blkid' could not read {image}.");
        string label = found.GetValueOrDefault("LABEL") ?? entry.Name;
        string fileSystem = found.GetValueOrDefault("TYPE", "");
        // Partitions lie on the disk and in the table in the order of the definition.
        string mountPoint = layout.Partitions.ElementAtOrDefault(entry.Number - 1)?.MountPoint ?? "";
        return new(entry.Number, label, mountPoint, fileSystem, entry.Size, FreeSpaceReader.For(fileSystem)?.Read(sandbox, image, entry.Offset));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
