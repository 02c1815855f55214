using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>A partition as a disk's own table has it.</summary>
/// <param name="Number">Its number, which begins at 1.</param>
/// <param name="Offset">Bytes from the disk's beginning.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Name">Its name in a GPT; else empty.</param>
internal sealed record TableEntry(int Number, long Offset, long Size, string Name);

/// <summary>The partition table of a disk that is made, as sfdisk reads it.</summary>
internal static class PartitionTable
{
    /// <param name="disk">The raw file.</param>
    /// <param name="code">What is reported if sfdisk finds no table.</param>
    public static ImmutableArray<TableEntry> Read(IToolRunner tools, EdiCode code, string disk) =>
        Parse(tools.Capture(code, new ToolCommand("sfdisk", "--json", disk)), disk);

    internal static ImmutableArray<TableEntry> Parse(string json, string disk)
    {
        using var document = JsonDocument.Parse(json);
        var table = document.RootElement.GetProperty("partitiontable");
        long sector = table.GetProperty("sectorsize").GetInt64();
        // A table without partitions has no list of them.
        return table.TryGetProperty("partitions", out var entries) ? [.. entries.EnumerateArray().Select(Entry)] : [];

        TableEntry Entry(JsonElement entry) => new(
            // The number stands behind the disk's path, and behind a 'p' if that ends with a digit.
            int.Parse(entry.GetProperty("node").GetString()![disk.Length..].TrimStart('p'), CultureInfo.InvariantCulture),
            entry.GetProperty("start").GetInt64() * sector,
            entry.GetProperty("size").GetInt64() * sector,
            entry.TryGetProperty("name", out var name) ? name.GetString()! : "");
    }
}
