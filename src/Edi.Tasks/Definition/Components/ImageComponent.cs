using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Edi.Tasks.Definition.Components;

/// <summary>A component that an image uses: a folder with plugins, a fragment of a definition, a schema of parameters and lint rules, each of which may be missing.</summary>
/// <param name="Name">Its package's name.</param>
/// <param name="Directory">Its folder: <c>edi/</c> of the package, or a project's own.</param>
internal sealed record ImageComponent(string Name, string Directory)
{
    /// <summary>The names of the packages and projects that it references itself.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>Where a path that a definition names is looked for.</summary>
    public string PluginDirectory => Path.Combine(Directory, "plugins");

    /// <summary>What it adds to definitions.</summary>
    public string DefinitionFile => Path.Combine(Directory, "definition.yml");

    /// <summary>What its playbooks' parameters may be.</summary>
    public string SchemaFile => Path.Combine(Directory, "schema.json");

    /// <summary>What is checked of the image.</summary>
    public string LintFile => Path.Combine(Directory, "lint.yml");

    /// <summary>Its name in fingerprints, which tells neither its place nor its version: what counts is the content of its files.</summary>
    public string Label => $"$COMPONENT:{Name}";

    /// <summary>Whether it has any of its files.</summary>
    public bool HasContent() => System.IO.Directory.Exists(PluginDirectory) || File.Exists(DefinitionFile) || File.Exists(SchemaFile) || File.Exists(LintFile);

    /// <summary>Whether a file is one of its plugins.</summary>
    public bool Has(string plugin) => InputPlaces.IsWithin(plugin, PluginDirectory);
}
