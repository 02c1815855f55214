using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

/// <summary>edi's rules: how files, overlays, templates, variables and nodes become one definition, and what edi would not have told.</summary>
public abstract class EdiRules : IDisposable
{
    private protected DefinitionFolder Folder { get; } = new();

    protected EdiRules() => Folder.WriteToProject("plugins/p.yml");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string Overlay(string kind, string yaml) => Folder.WriteToProject($"configuration/overlay/my-image.{kind}.yml", yaml);

    private protected static string Playbook(string general, string node = "") => $"{general}\n{DefinitionFolder.Bootstrap}playbooks: {{a: {{path: p.yml{node}}}}}\n";

    private protected static ImmutableSortedDictionary<string, JsonNode?> Variables(LoadedDefinition loaded) => Assert.Single(loaded.Definition.Playbooks).Variables;

    private protected string Values(string general, params string[] names) => ValuesOf(general, "", names);

    private protected string ValuesOf(string general, string node, params string[] names)
    {
        var variables = Variables(Folder.Load(Playbook(general, node)));
        return string.Join(' ', names.Select(name => variables[name]?.ToString()));
    }
}
