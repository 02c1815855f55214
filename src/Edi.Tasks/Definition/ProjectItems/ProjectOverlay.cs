using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Overlays;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>
/// What a project's own items and properties say, as the topmost overlay of the definition. Each value is read as YAML,
/// as if it stood in the definition; metadata are its keys in MSBuild's spelling: <c>RequireRoot</c> is
/// <c>require_root</c>.
/// </summary>
internal sealed partial class ProjectOverlay(ImmutableArray<ProjectItem> items)
{
    private readonly ProjectPositions _positions = new();

    public static ProjectOverlay Empty { get; } = new([]);

    /// <summary>Whether the project says enough to do without a file.</summary>
    public bool IsDefinition => items.Any(item => item.Type is not "EdiParameter");

    /// <summary>The general parameters of the project, which also templates see.</summary>
    public ImmutableArray<KeyValuePair<string, JsonNode?>> Parameters =>
        [.. Generals(new ProblemList()).Select(parameter => KeyValuePair.Create(parameter.Key.Text, YamlValues.ToJson(parameter.Value)))];

    /// <summary>The definition with all that the project says.</summary>
    public MappingNode Over(MappingNode definition, ProblemList problems)
    {
        definition = items.Where(item => item.Type != "EdiParameter").Aggregate(definition, (merged, item) => Merge(merged, Overlay(merged, item, problems), problems));
        definition = Generals(problems).Aggregate(definition, (merged, parameter) =>
            Merge(merged, Wrap(parameter.Key.Position, "general", Wrap(parameter.Key.Position, "parameters", new MappingNode([parameter], parameter.Key.Position))), problems));
        return items.Where(item => item.Type == "EdiParameter" && NodeOf(item).Length > 0)
            .Aggregate(definition, (merged, item) => OverNode(merged, item, problems));
    }

    private static MappingNode Merge(MappingNode definition, MappingNode? overlay, ProblemList problems) =>
        overlay is null ? definition : OverlayMerge.Merge(definition, overlay, problems);

    private ImmutableArray<MappingEntry> Generals(ProblemList problems) =>
        [.. items.Where(item => item.Type == "EdiParameter" && NodeOf(item).Length == 0).Select(item => Parameter(item, problems)).OfType<MappingEntry>()];

    private MappingNode OverNode(MappingNode definition, ProjectItem item, ProblemList problems)
    {
        string[] sections = ["preprocessing_commands", "playbooks", "postprocessing_commands"];
        var place = _positions.Find(item);
        string node = NodeOf(item);
        string[] having = [.. sections.Where(section => definition.Mapping(section)?.Find(node) is not null)];
        if (having.Length > 1)
        {
            problems.Add(EdiCodes.InvalidValue, place, $"EdiParameter '{item.Name}' is for the node '{node}', which is in the sections {string.Join(" and ", having)}. Give one of the nodes another name.");
            return definition;
        }

        if (having is not [var found])
        {
            var names = sections.SelectMany(section => definition.Mapping(section)?.Entries ?? []).Select(entry => entry.Key.Text);
            string hint = EditDistance.Nearest(node, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            problems.Add(EdiCodes.InvalidValue, place, $"EdiParameter '{item.Name}' is for the node '{node}', which is no playbook and no command.{hint}");
            return definition;
        }

        return Parameter(item, problems) is { } parameter
            ? Merge(definition, Wrap(place, found, Wrap(place, node, Wrap(place, "parameters", new MappingNode([parameter], place)))), problems)
            : definition;
    }

    private MappingEntry? Parameter(ProjectItem item, ProblemList problems)
    {
        var place = _positions.Find(item);
        ItemMetadata.RefuseUnknown(item, ["Value", "Type", "Node"], place, problems);
        var key = new ScalarNode(item.Name, IsPlain: false, place);
        string value = item.Metadata.GetValueOrDefault("Value", "");
        switch (item.Metadata.GetValueOrDefault("Type", "text"))
        {
            case "text":
                return new(key, new ScalarNode(value, IsPlain: false, place));
            case "yaml":
                return Read(value, place, problems) is { } read ? new(key, read) : null;
            case var other:
                problems.Add(EdiCodes.InvalidValue, place, $"'Type' of EdiParameter '{item.Name}' must be one of text, yaml; found '{other}'.");
                return null;
        }
    }

    private MappingNode? Overlay(MappingNode definition, ProjectItem item, ProblemList problems)
    {
        var place = _positions.Find(item);
        return item.Type switch
        {
            "EdiPlaybook" => Wrap(place, "playbooks", Node(item, place, problems)),
            "EdiPartition" => Wrap(place, "image", Wrap(place, "partitions", Node(item, place, problems))),
            "EdiCommand" => Stage(definition, item, place, problems) is { } section ? Wrap(place, section, Node(item, place, problems)) : null,
            _ => Property(item, place),
        };
    }

    private static MappingNode Property(ProjectItem item, SourcePosition place)
    {
        var (section, key, isList) = item.Type switch
        {
            "EdiSuite" => ("bootstrap", "suite", false),
            "EdiArchitecture" => ("bootstrap", "architecture", false),
            "EdiVariant" => ("bootstrap", "variant", false),
            "EdiComponents" => ("bootstrap", "components", true),
            "EdiAdditionalPackages" => ("bootstrap", "additional_packages", true),
            "EdiPartitionTable" => ("image", "partition_table", false),
            _ => throw new NotSupportedException($"{item.Type} is no property of an image."),
        };
        DefinitionNode value = isList
            ? new ListNode([.. Words(item.Name).Select(word => new ScalarNode(word, IsPlain: false, place))], place)
            : new ScalarNode(item.Name, IsPlain: false, place);
        return Wrap(place, section, Wrap(place, key, value));
    }

    /// <summary>The section that an item says; else that with the command which it changes.</summary>
    private static string? Stage(MappingNode definition, ProjectItem item, SourcePosition place, ProblemList problems)
    {
        switch (item.Metadata.GetValueOrDefault("Stage", ""))
        {
            case "":
                return definition.Mapping("postprocessing_commands")?.Find(item.Name) is null && definition.Mapping("preprocessing_commands")?.Find(item.Name) is not null
                    ? "preprocessing_commands"
                    : "postprocessing_commands";
            case "Preprocessing":
                return "preprocessing_commands";
            case "Postprocessing":
                return "postprocessing_commands";
            case var other:
                problems.Add(EdiCodes.InvalidValue, place, $"'Stage' of EdiCommand '{item.Name}' must be one of Preprocessing, Postprocessing; found '{other}'.");
                return null;
        }
    }

    private static MappingNode Node(ProjectItem item, SourcePosition place, ProblemList problems) => Wrap(
        place,
        item.Name,
        new MappingNode(
            [
                .. item.Metadata.Where(metadata => metadata.Key != "Stage")
                    .OrderBy(metadata => KeyOf(metadata.Key), StringComparer.Ordinal)
                    .Select(metadata => (Key: new ScalarNode(KeyOf(metadata.Key), IsPlain: false, place), Value: Read(metadata.Value, place, problems)))
                    .Where(entry => entry.Value is not null)
                    .Select(entry => new MappingEntry(entry.Key, entry.Value!)),
            ],
            place));

    /// <summary>A metadata's value as YAML; all of it is shown at the item's place.</summary>
    private static DefinitionNode? Read(string yaml, SourcePosition place, ProblemList problems)
    {
        DefinitionNode? node = null;
        var piece = new RenderedPiece(0, IsLiteral: false, place.Line, place.Column, place.EndLine, place.EndColumn);
        problems.Collect(() => node = YamlFile.Parse(new(place.File, yaml, [piece]), problems) ?? new ScalarNode("", IsPlain: true, place));
        return node;
    }

    private static MappingNode Wrap(SourcePosition place, string key, DefinitionNode value) =>
        new([new(new ScalarNode(key, IsPlain: false, place), value)], place);

    private static string NodeOf(ProjectItem item) => item.Metadata.GetValueOrDefault("Node", "");

    private static string[] Words(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A metadata's name as a key: <c>MountPoint</c> is <c>mount_point</c>. <c>Label</c> means something else to MSBuild.</summary>
    internal static string KeyOf(string metadata) => metadata == "VolumeLabel" ? "label" : Capital().Replace(metadata, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Capital();
}
