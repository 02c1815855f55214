using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Reading;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Definition.Templates;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Components;

/// <summary>
/// What can be wrong with a component whoever uses it. Its fragment is no whole definition: keys may be missing, and
/// variables that only a project defines.
/// </summary>
/// <param name="used">The components that this one references.</param>
/// <param name="intermediateDirectory">Where rendered templates are kept.</param>
internal sealed class ComponentCheck(
    ImageComponent component, ImmutableArray<ImageComponent> used, string sdkPlugins, string intermediateDirectory, HostFacts host, CancellationToken cancellation)
{
    // To its plugins the component is what a project is to its own.
    private readonly PluginLookup _plugins = new(component.Directory, sdkPlugins) { Components = used };
    private readonly ProblemList _problems = new();

    public ImmutableArray<EdiProblem> Find()
    {
        var schema = ParameterSchema.Read(component, _problems);
        LintRuleReader.Read(component, _problems);
        if (File.Exists(component.DefinitionFile))
        {
            _problems.Collect(() => CheckFragment(schema));
        }

        return [.. _problems.All.Where(problem => problem.Code != EdiCodes.UndefinedVariable)];
    }

    private void CheckFragment(ParameterSchema? schema)
    {
        var source = new DefinitionSource
        {
            File = component.DefinitionFile,
            Plugins = _plugins,
            Folders = new(intermediateDirectory, intermediateDirectory, intermediateDirectory, intermediateDirectory, Path.Combine(intermediateDirectory, "image")),
            ContainerName = "",
            ProjectFile = "",
        };
        var loadTime = LoadTimeVariables.Of(source, host, []);
        var renderer = new TemplateRenderer(intermediateDirectory, isStrict: true, cancellation);
        var text = renderer.Render("definition", [new(component.DefinitionFile, YamlFile.ReadText(component.DefinitionFile), loadTime, "")], _problems)[0];
        switch (text is null ? null : YamlFile.Parse(text, _problems))
        {
            case null:
                break;
            case MappingNode fragment:
                CheckFragment(fragment, schema, loadTime);
                break;
            case var other:
                _problems.Add(EdiCodes.WrongKind, other.Position, $"The definition must be a mapping of keys to values; found {other.Describe()}.");
                break;
        }
    }

    private void CheckFragment(MappingNode fragment, ParameterSchema? schema, JsonObject loadTime)
    {
        new SchemaValidator(_problems).Validate(fragment, DefinitionSchema.Root.OfFragment());
        var general = GeneralReader.Read(fragment.Mapping("general"), EngineKind.Buildah, _problems);
        var parameters = fragment.Mapping("general")?.Mapping("parameters");
        var nodes = new NodeReader(fragment, _plugins, new NodeVariables(loadTime, general, null, false, parameters), _problems);
        new PlaybookParameters(_plugins, schema is null ? [] : [(component, schema.OfFragment())], _problems).Check(fragment, nodes.Playbooks());

        foreach (var (section, what) in new[]
        {
            ("preprocessing_commands", "command"), ("postprocessing_commands", "command"), ("lxc_templates", "LXC template"),
            ("lxc_profiles", "LXC profile"), ("documentation_steps", "documentation step"),
        })
        {
            nodes.Plugins(section, what);
        }
    }
}
