using System.Collections.Immutable;
using System.Text.Json;

namespace Edi.Images.Tests.Harness;

/// <summary>A partition table as sfdisk understands it.</summary>
internal sealed record PartitionTable(string Label, ImmutableArray<Partition> Partitions)
{
    public static async Task<PartitionTable> ReadAsync(string image)
    {
        using var json = JsonDocument.Parse(await HostProgram.RequireAsync("sfdisk", "--json", image));
        var table = json.RootElement.GetProperty("partitiontable");
        long sector = table.GetProperty("sectorsize").GetInt64();
        return new(
            table.GetProperty("label").GetString()!,
            [
                .. table.GetProperty("partitions").EnumerateArray().Select(partition => new Partition(
                    partition.GetProperty("start").GetInt64() * sector,
                    partition.GetProperty("size").GetInt64() * sector,
                    partition.GetProperty("type").GetString()!,
                    partition.TryGetProperty("name", out var name) ? name.GetString()! : "")),
            ]);
    }
}
