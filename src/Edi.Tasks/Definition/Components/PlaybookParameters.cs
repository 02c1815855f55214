using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;

namespace Edi.Tasks.Definition.Components;

/// <summary>
/// Holds the parameters of each playbook against the schema of who brings it: a component's for all of its playbooks, the
/// SDK's for each. A project's own playbook takes what it likes, one that stands in the place of another, too.
/// </summary>
/// <param name="schemas">The components' schemas, by their folders.</param>
internal sealed class PlaybookParameters(PluginLookup plugins, ImmutableArray<(ImageComponent Component, ParameterSchema Schema)> schemas, ProblemList problems)
{
    // edi's playbooks are made of its roles; a project may have brought the collection along, with other parameters.
    private const string Collection = "ansible_collections/get_edi_io/debian_setup";

    /// <summary>The schemas of all components.</summary>
    public static PlaybookParameters Of(PluginLookup plugins, ProblemList problems) => new(
        plugins,
        [.. plugins.Components.Select(component => (component, Schema: ParameterSchema.Read(component, problems))).Where(read => read.Schema is not null).Select(read => (read.component, read.Schema!))],
        problems);

    /// <param name="definition">A definition, or a component's part of one.</param>
    public void Check(MappingNode definition, IEnumerable<PlaybookDefinition> playbooks)
    {
        var general = definition.Mapping("general")?.Mapping("parameters");
        foreach (var playbook in playbooks)
        {
            if (SchemaOf(playbook.Path) is { } schema && definition.Mapping("playbooks")!.Find(playbook.Name) is { Value: MappingNode node } entry)
            {
                schema.Check(entry.Key, node, general, problems);
            }
        }
    }

    private ParameterSchema? SchemaOf(string playbook) =>
        schemas.FirstOrDefault(schema => schema.Component.Has(playbook)).Schema is { } found ? found
        : plugins.SdkSchemaOf(playbook) is { } file && !IsCollectionReplaced(playbook) ? ParameterSchema.Read(file, "of the playbook", problems)
        : null;

    private bool IsCollectionReplaced(string playbook) =>
        plugins.Folders.Any(folder => folder != plugins.SdkPluginDirectory && Directory.Exists(Path.Combine(folder, Collection)))
        && File.ReadAllText(playbook).Contains("get_edi_io.debian_setup.", StringComparison.Ordinal);
}
