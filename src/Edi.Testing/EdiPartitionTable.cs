using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Edi.Testing;

/// <summary>A partition table.</summary>
/// <param name="Label">Its kind: <c>gpt</c>, or <c>dos</c> for an MBR.</param>
/// <param name="Partitions">In the order of the table, which need not be that of the disk; an extended partition of an MBR is one, and those inside it follow.</param>
public sealed record EdiPartitionTable(string Label, ImmutableArray<EdiPartition> Partitions)
{
    internal static async Task<EdiPartitionTable> ReadAsync(string image)
    {
        var result = await EdiHostProgram.RunAsync("sfdisk", ["--json", image]);
        if (result.Error.Contains("does not contain a recognized partition table", StringComparison.Ordinal))
        {
            throw new EdiTestingException($"Expected a GPT or an MBR in {image}, found no partition table. If all of it is one file system, EdiFileSystem.Open reads that.");
        }

        using var json = JsonDocument.Parse(result.Require());
        var table = json.RootElement.GetProperty("partitiontable");
        string label = table.GetProperty("label").GetString()!;
        if (label is not ("gpt" or "dos"))
        {
            throw new EdiTestingException($"Expected a GPT or an MBR in {image}, found a partition table of the kind {label}.");
        }

        // An empty table has no list.
        long sector = table.GetProperty("sectorsize").GetInt64();
        return new(
            label,
            table.TryGetProperty("partitions", out var partitions)
                ? [.. partitions.EnumerateArray().Select(partition => Read(image, partition, sector))]
                : []);
    }

    private static EdiPartition Read(string image, JsonElement partition, long sector)
    {
        long offset = partition.GetProperty("start").GetInt64() * sector;
        var content = FileSystemSignature.Read(image, offset);
        return new(
            // The image's name and the number, with a p between them where a digit would precede it.
            int.Parse(partition.GetProperty("node").GetString()![image.Length..].TrimStart('p'), CultureInfo.InvariantCulture),
            partition.GetProperty("type").GetString()!,
            partition.TryGetProperty("name", out var name) ? name.GetString()! : "",
            content.Kind,
            content.Label,
            offset,
            partition.GetProperty("size").GetInt64() * sector);
    }
}
