using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads one partition, whose form the schema has checked.</summary>
/// <param name="alignment">That of partitions which say none, in bytes.</param>
internal sealed class PartitionReader(PartitionTableKind table, long alignment, PluginLookup plugins, ProblemList problems)
{
    private static readonly ImmutableDictionary<string, string> s_attributes = new Dictionary<string, string>
    {
        ["required"] = "RequiredPartition",
        ["no-block-io"] = "NoBlockIOProtocol",
        ["legacy-bios-bootable"] = "LegacyBIOSBootable",
        // Bits of the Discoverable Partitions Specification.
        ["grow-file-system"] = "GUID:59",
        ["read-only"] = "GUID:60",
        ["no-auto"] = "GUID:63",
    }.ToImmutableDictionary();

    /// <summary>Null when something is missing or wrong, which is reported.</summary>
    public PartitionDefinition? Read(ScalarNode key, MappingNode node)
    {
        string? type = ReadType(key, node);
        var size = ReadSize(key, node);
        var files = ReadFiles(key, node);
        string? mountPoint = node.Text("mount_point")?.Text;
        bool isRefused = node.Find("mount_point") is { } place && problems.Concern(place.Value);
        if (isRefused || type is null || size is null || files is null || node.Text("file_system") is not { } text || FileSystemTraits.Find(text.Text) is not { } fileSystem)
        {
            return null;
        }

        return new(key.Text, type, node.Text("label")?.Text ?? "", fileSystem.Kind, size, mountPoint, node.Flag("bootable"), key.Position)
        {
            Offset = LayoutReader.Bytes(node, "offset"),
            Alignment = LayoutReader.Alignment(node, problems) ?? alignment,
            MbrType = ReadMbrType(key, node),
            Attributes = [.. node.Texts("attributes").Select(attribute => s_attributes.GetValueOrDefault(attribute.Text)).OfType<string>()],
            MountOptions = node.Text("mount_options")?.Text,
            Files = files.Value,
        };
    }

    private string? ReadType(ScalarNode key, MappingNode node) => node.Text("type") is { } text
        ? Resolve("type", table == PartitionTableKind.Mbr ? PartitionTableKind.Mbr : PartitionTableKind.Gpt, key, text)
        : null;

    private string? ReadMbrType(ScalarNode key, MappingNode node) =>
        node.Text("mbr_type") is { } text ? Resolve("mbr_type", PartitionTableKind.Mbr, key, text) : null;

    private string? Resolve(string what, PartitionTableKind types, ScalarNode key, ScalarNode text)
    {
        string? type = PartitionTypes.Resolve(types, text.Text);
        if (type is null)
        {
            string literal = types == PartitionTableKind.Mbr ? "a number such as 0x83" : "a GUID";
            problems.Add(EdiCodes.InvalidValue, text.Position, $"'{what}' in partition '{key.Text}' must be {literal} or one of {string.Join(", ", PartitionTypes.Names(types))}; found '{text.Text}'.");
        }

        return type;
    }

    private PartitionSize? ReadSize(ScalarNode key, MappingNode node)
    {
        if (node.Text("size") is null == node.Text("free_space") is null)
        {
            if (node.Find("size") is null == node.Find("free_space") is null)
            {
                problems.Add(EdiCodes.LayoutConflict, key.Position, $"Partition '{key.Text}' needs either 'size' (fixed) or 'free_space' (as large as its content, and that much free).");
            }

            return null;
        }

        return node.Text("size") is { Text: "rest" } ? new PartitionSize.Rest()
            : LayoutReader.Bytes(node, "size") is { } bytes ? new PartitionSize.Fixed(bytes)
            : LayoutReader.Bytes(node, "free_space") is { } free ? new PartitionSize.Content(free)
            : null; // The schema's pattern has refused it.
    }

    private ImmutableArray<PlacedFile>? ReadFiles(ScalarNode key, MappingNode node)
    {
        var files = ImmutableArray.CreateBuilder<PlacedFile>();
        bool isComplete = true;
        foreach (var (destination, value) in node.Mapping("files")?.Entries.Select(entry => (entry.Key, entry.Value)) ?? [])
        {
            var source = value is ScalarNode text && !problems.Concern(text)
                ? ContentSources.Read(text, $"'{destination.Text}' in partition '{key.Text}'", plugins, mayBeFolder: true, problems)
                : null;
            isComplete &= source is not null;
            if (source is not null)
            {
                files.Add(new(destination.Text, source));
            }
        }

        return isComplete ? [.. files.OrderBy(file => file.Destination, StringComparer.Ordinal)] : null;
    }
}
