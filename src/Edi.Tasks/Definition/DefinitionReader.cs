using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>Reads a definition, strictly, and finds all of its problems in one pass.</summary>
internal static class DefinitionReader
{
    /// <exception cref="EdiException">EDI1nnn: everything that is wrong with the file.</exception>
    public static ImageDefinition Read(string path, PluginLookup plugins)
    {
        if (!File.Exists(path))
        {
            throw new EdiException(
                EdiCodes.DefinitionNotFound,
                $"The definition '{path}' does not exist. It is the YAML file beside the project with the project's name, or what the property EdiDefinition names.");
        }

        var problems = new ProblemList(path);
        var root = MappingReader.Of(YamlFile.Load(path, problems), "the definition", problems);
        var definition = root is null ? null : ReadRoot(root, path, plugins);
        return problems.IsEmpty && definition is not null ? definition : throw new EdiException(problems.All);
    }

    private static ImageDefinition? ReadRoot(MappingReader root, string path, PluginLookup plugins)
    {
        var general = ReadGeneral(root.Section("general"));
        var bootstrap = BootstrapReader.Read(root.RequiredSection("bootstrap"), plugins.ProjectDirectory);
        var playbooks = ReadPlaybooks(root.Section("playbooks"), general, plugins);
        var image = LayoutReader.Read(root.RequiredSection("image"));
        root.RejectUnknownKeys();
        return bootstrap is null || image is null
            ? null
            : new ImageDefinition(Path.GetFileNameWithoutExtension(path), path, bootstrap, playbooks, image);
    }

    private static ImmutableSortedDictionary<string, JsonNode?> ReadGeneral(MappingReader? general)
    {
        var parameters = ReadParameters(general, ImmutableSortedDictionary<string, JsonNode?>.Empty);
        general?.RejectUnknownKeys();
        return parameters;
    }

    private static ImmutableArray<PlaybookDefinition> ReadPlaybooks(
        MappingReader? section, ImmutableSortedDictionary<string, JsonNode?> general, PluginLookup plugins)
    {
        var playbooks = ImmutableArray.CreateBuilder<PlaybookDefinition>();
        foreach (var (name, node) in section?.OrderedNodes("playbook") ?? [])
        {
            bool skip = node.Flag("skip");
            var pathNode = node.Required("path");
            string? path = node.Text(pathNode, "path");
            string? found = path is null ? null : plugins.Find(path);
            var parameters = ReadParameters(node, general);
            node.RejectUnknownKeys();
            if (path is not null && found is null)
            {
                node.Problems.Add(
                    EdiCodes.FileNotFound,
                    pathNode!,
                    $"The playbook '{path}' does not exist. Looked for: {string.Join(", ", plugins.Candidates(path))}.");
            }

            if (!NodeName.IsValid(name))
            {
                node.Problems.Add(EdiCodes.InvalidValue, node.Place, NodeName.Rule(name));
            }

            if (!skip && found is not null)
            {
                playbooks.Add(new(name, found, parameters, node.Position));
            }
        }

        return playbooks.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, JsonNode?> ReadParameters(
        MappingReader? owner, ImmutableSortedDictionary<string, JsonNode?> inherited) =>
        owner?.Mapping("parameters") is { } parameters
            ? inherited.SetItems(parameters.Node.Children.Select(child =>
                KeyValuePair.Create(YamlValues.KeyOf(child.Key), YamlValues.ToJson(child.Value))))
            : inherited;
}
