using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads the section <c>image</c>, whose form the schema has checked; <see cref="LayoutCheck"/> refuses layouts that cannot work.</summary>
internal sealed class LayoutReader(PluginLookup plugins, ProblemList problems)
{
    /// <summary>Null when the section says too little, which the schema has reported.</summary>
    public DiskLayout? Read(MappingEntry entry, MappingNode section)
    {
        if (section.Text("partition_table") is not { } text || ToTable(text.Text) is not { } table || section.Mapping("partitions") is not { } mapping)
        {
            return null;
        }

        var reader = new PartitionReader(table, Alignment(section, problems) ?? DiskPlacement.DefaultAlignment, plugins, problems);
        ImmutableArray<(MappingNode Node, PartitionDefinition Partition)> partitions =
        [
            .. mapping.OrderedNodes()
                .Select(node => (node.Node, Partition: reader.Read(node.Key, node.Node)))
                .Where(pair => pair.Partition is not null)
                .Select(pair => (pair.Node, pair.Partition!)),
        ];
        var layout = new DiskLayout(table, [.. partitions.Select(pair => pair.Partition)])
        {
            Size = Bytes(section, "size"),
            Formats = [.. section.Texts("formats").Select(format => ImageFormat.Find(format.Text)).OfType<ImageFormat>().Distinct().OrderBy(format => format.Name, StringComparer.Ordinal)],
            RawData = ReadRawData(section.Mapping("raw_data")),
            Position = (section.Find("size")?.Value ?? entry.Key).Position,
        };
        if (partitions.Length == mapping.Entries.Length)
        {
            new LayoutCheck(layout, entry.Key.Position, problems).Check(partitions);
        }

        return layout;
    }

    /// <summary>The size that a key says, in bytes; null when it says none, or a wrong one, which the schema has refused.</summary>
    public static long? Bytes(MappingNode node, string key) =>
        node.Text(key) is { } text && ByteSize.TryParse(text.Text, out long bytes) ? bytes : null;

    /// <summary>The key <c>alignment</c> in bytes; null when it is missing or wrong, which is reported.</summary>
    public static long? Alignment(MappingNode node, ProblemList problems)
    {
        if (Bytes(node, "alignment") is not 0)
        {
            return Bytes(node, "alignment");
        }

        problems.Add(EdiCodes.InvalidValue, node.Find("alignment")!.Value.Position, "'alignment' must be larger than zero; without it, it is 1MiB.");
        return null;
    }

    private static PartitionTableKind? ToTable(string text) => text switch
    {
        "mbr" => PartitionTableKind.Mbr,
        "gpt" => PartitionTableKind.Gpt,
        "hybrid" => PartitionTableKind.Hybrid,
        _ => null,
    };

    private ImmutableArray<RawDataDefinition> ReadRawData(MappingNode? section)
    {
        var found = ImmutableArray.CreateBuilder<RawDataDefinition>();
        foreach (var (key, node) in section?.OrderedNodes() ?? [])
        {
            if (node.Text("offset") is { } offset && Offset(offset.Text) is { } bytes
                && node.Text("source") is { } text && !problems.Concern(text)
                && ContentSources.Read(text, $"raw data '{key.Text}'", plugins, mayBeFolder: false, problems) is { } source)
            {
                found.Add(new(key.Text, bytes, source, key.Position));
            }
        }

        return found.ToImmutable();
    }

    private static long? Offset(string text) =>
        ByteSize.TryParse(text, out long bytes) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bytes) ? bytes : null;
}
