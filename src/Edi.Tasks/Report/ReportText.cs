using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Report;

/// <summary>A report as people read it.</summary>
internal static class ReportText
{
    private const int Largest = 20;
    private const int ShownChanges = 8;

    /// <summary>For the build's output: fewer than 40 lines, unless there are many partitions.</summary>
    public static string Short(ImageReport report, ReportChanges? changes) => Head(report) + Changes(changes, ShownChanges);

    /// <summary>For the file: every change, and every package.</summary>
    public static string Long(ImageReport report, ReportChanges? changes) =>
        Head(report) + Changes(changes, int.MaxValue)
        + "All packages, the largest first:\n"
        + string.Concat(BySize(report).Select(package => string.Create(CultureInfo.InvariantCulture, $"{Size(package.Size),12}  {package.Name} {package.Version}\n")));

    private static string Head(ImageReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Name}: {Size(report.Size)}, {report.Packages.Length} packages of {Size(report.PackagesSize())}\n");
        string[][] rows =
        [
            ["partition", "mount point", "file system", "size", "free"],
            .. report.Partitions.Select(partition => new[]
            {
                FormattableString.Invariant($"{partition.Number} {partition.Label}").TrimEnd(), partition.MountPoint, partition.FileSystem, Size(partition.Size),
                partition.Free is { } free ? Size(free) : "-",
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            // Words to the left, numbers to the right.
            text.Append("  ").AppendJoin("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append('\n');
        }

        return text.Append(LargestPackages(report)).ToString();
    }

    // In two columns.
    private static string LargestPackages(ImageReport report)
    {
        string[] cells = [.. BySize(report).Take(Largest).Select(package => $"{Size(package.Size),12}  {package.Name}")];
        int rows = (cells.Length + 1) / 2;
        int width = cells.Take(rows).Select(cell => cell.Length).DefaultIfEmpty(0).Max();
        return "Largest packages:\n" + string.Concat(Enumerable.Range(0, rows).Select(row =>
            (row + rows < cells.Length ? cells[row].PadRight(width) + cells[row + rows] : cells[row]) + "\n"));
    }

    private static string Changes(ReportChanges? changes, int shown)
    {
        if (changes is null)
        {
            return "";
        }

        if (changes.IsEmpty)
        {
            return "Since the last image: the same partitions and packages\n";
        }

        var text = new StringBuilder("Since the last image:\n");
        foreach (var change in changes.Partitions)
        {
            text.Append("  ").Append(Describe(change)).Append('\n');
        }

        if (changes.Packages.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  packages: {Count(changes.Packages)}; {Difference(changes.Packages.Sum(change => change.Growth))}\n");
            text.AppendJoin("", changes.Packages.Take(shown).Select(change => $"  {Describe(change)}\n"));
            if (changes.Packages.Length > shown)
            {
                text.Append(CultureInfo.InvariantCulture, $"    and {changes.Packages.Length - shown} more\n");
            }
        }

        return text.ToString();
    }

    private static string Describe(PartitionChange change) => change switch
    {
        { Before: null } => $"+ {change.Title}, {Size(change.After!.Size)}",
        { After: null } => $"- {change.Title}, {Size(change.Before.Size)}",
        _ => $"~ {change.Title}: {string.Join(", ", Differences(change.Before, change.After))}",
    };

    private static IEnumerable<string> Differences(ReportedPartition before, ReportedPartition after)
    {
        if (before.FileSystem != after.FileSystem)
        {
            yield return $"file system {Word(before.FileSystem)} -> {Word(after.FileSystem)}";
        }

        if (before.MountPoint != after.MountPoint)
        {
            yield return $"mount point {Word(before.MountPoint)} -> {Word(after.MountPoint)}";
        }

        if (before.Size != after.Size)
        {
            yield return $"size {Size(before.Size)} -> {Size(after.Size)}";
        }

        if (before.Free != after.Free)
        {
            yield return $"free {Free(before)} -> {Free(after)}";
        }
    }

    private static string Describe(PackageChange change) => change switch
    {
        { Before: null } => $"+ {change.Name} {change.After!.Version}, {Size(change.After.Size)}",
        { After: null } => $"- {change.Name} {change.Before.Version}, {Size(change.Before.Size)}",
        _ when change.Before.Version == change.After.Version => $"~ {change.Name} {change.After.Version}, {Difference(change.Growth)}",
        _ => $"~ {change.Name} {change.Before.Version} -> {change.After.Version}, {Difference(change.Growth)}",
    };

    private static string Count(ImmutableArray<PackageChange> changes)
    {
        var counts = new[]
        {
            (Count: changes.Count(change => change.Before is null), Word: "added"),
            (Count: changes.Count(change => change.After is null), Word: "removed"),
            (Count: changes.Count(change => change is { Before: not null, After: not null }), Word: "changed"),
        };
        return string.Join(", ", counts.Where(count => count.Count > 0).Select(count => FormattableString.Invariant($"{count.Count} {count.Word}")));
    }

    private static IEnumerable<ReportedPackage> BySize(ImageReport report) =>
        report.Packages.OrderByDescending(package => package.Size).ThenBy(package => package.Name, StringComparer.Ordinal);

    private static string Difference(long bytes) => bytes switch
    {
        0 => "same size",
        > 0 => $"{Size(bytes)} more",
        _ => $"{Size(-bytes)} less",
    };

    private static string Word(string word) => word.Length > 0 ? word : "none";

    private static string Free(ReportedPartition partition) => partition.Free is { } free ? Size(free) : "unknown";

    private static string Size(long bytes) => ByteSize.Format(bytes);
}
