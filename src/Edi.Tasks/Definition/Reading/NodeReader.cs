using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads the ordered sections, whose form the schema has checked. Nodes that are skipped are left out.</summary>
internal sealed class NodeReader(MappingNode definition, PluginLookup plugins, NodeVariables variables, ProblemList problems)
{
    public ImmutableArray<PluginDefinition> Plugins(string section, string what) =>
        [.. Nodes(section, what).Where(node => node.Path is not null).Select(node => new PluginDefinition(node.Name, node.Path!, node.Variables, node.Position))];

    public ImmutableArray<PlaybookDefinition> Playbooks() =>
    [
        .. Nodes("playbooks", "playbook").Where(node => node.Path is not null).Select(node =>
            new PlaybookDefinition(node.Name, node.Path!, node.Variables, node.Position) { ParameterPositions = variables.PositionsOf(node.Node) }),
    ];

    public ImmutableArray<SharedFolderDefinition> SharedFolders() =>
    [
        .. Nodes("shared_folders", "shared folder")
            .Select(node => new SharedFolderDefinition(node.Name, node.Node.Text("folder")?.Text ?? "", node.Node.Text("mountpoint")?.Text ?? "", node.Variables, node.Position)),
    ];

    public ImmutableArray<DocumentationStepDefinition> DocumentationSteps() =>
    [
        .. Nodes("documentation_steps", "documentation step")
            .Where(node => node.Path is not null)
            .Select(ReadDocumentationStep),
    ];

    private DocumentationStepDefinition ReadDocumentationStep(ReadNode node)
    {
        DocumentationParameters.Check(node.Variables, name => variables.PositionsOf(node.Node).GetValueOrDefault(name, node.Position), problems);
        return new(node.Name, node.Path!, node.Node.Mapping("output")?.Text("file")?.Text ?? "", node.Variables, node.Position);
    }

    /// <summary>The nodes of a section that are not skipped, in their order; the path is null when there is none.</summary>
    public IEnumerable<ReadNode> Nodes(string section, string what)
    {
        foreach (var (key, node) in definition.Mapping(section)?.OrderedNodes() ?? [])
        {
            AmbiguousValues.Refuse(node.Mapping("parameters"), problems);
            if (node.Flag("skip"))
            {
                continue;
            }

            string? path = node.Text("path") is { } text && !problems.Concern(text) ? Find(text, what) : null;
            yield return new(key.Text, path, node, variables.Of(node, path), key.Position);
        }
    }

    private string? Find(ScalarNode path, string what)
    {
        string? found = plugins.Find(path.Text);
        if (found is null)
        {
            problems.Add(EdiCodes.FileNotFound, path.Position, MissingFile.Explain($"The {what} '{path.Text}'", path.Text, plugins.Candidates(path.Text)));
        }

        return found;
    }
}

/// <summary>A node of an ordered section.</summary>
internal sealed record ReadNode(string Name, string? Path, MappingNode Node, ImmutableSortedDictionary<string, JsonNode?> Variables, SourcePosition Position);
