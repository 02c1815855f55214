using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Templates;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Definition.Reading;

/// <summary>
/// Reads what the plugins of the sections <c>lxc_profiles</c> and <c>lxc_templates</c> say. Only LXD and Incus need it: a project
/// that is built with Buildah may have some whose variables nobody defines.
/// </summary>
internal sealed class InstancePluginReader(NodeReader nodes, TemplateRenderer renderer, ProblemList problems)
{
    private const string Remedy = "Define it as a parameter of the node or in general.parameters";

    /// <summary>Profiles: mappings with a name, and what the engine's own profiles have.</summary>
    /// <param name="isNeeded">Whether the engine has profiles.</param>
    /// <param name="decide">Whether an instance has nothing else; a container to work in has what the image's first layer has.</param>
    public ImmutableArray<PluginDefinition> Profiles(bool isNeeded, bool decide)
    {
        var profiles = Profiles(isNeeded);
        if (isNeeded && decide && profiles is [var first, ..] && !profiles.Any(profile => InstancePool.TryOf(profile.Content) is not null))
        {
            problems.Add(
                EdiCodes.InvalidValue,
                first.Position,
                "The section lxc_profiles decides all that the instance has, and no profile of it has a disk with the path '/' and a pool. Add a node {path: lxc_profiles/general/default_root_device/default_root_device.yml}.");
        }

        return profiles;
    }

    private ImmutableArray<PluginDefinition> Profiles(bool isNeeded) =>
        Read("lxc_profiles", "profile", isNeeded, (content, path) =>
        {
            if (content["name"] is not JsonValue name || name.ToString().Length == 0 || name.ToString().AsSpan().IndexOfAny("/: ") >= 0)
            {
                problems.Add(EdiCodes.InvalidValue, Start(path), "The profile must have a key 'name', whose value is a name without a slash, a colon or a space.");
            }
        });

    /// <summary>Templates: mappings from paths in the container to the engine's settings of a template.</summary>
    public ImmutableArray<PluginDefinition> Templates(bool isNeeded) =>
        Read("lxc_templates", "template", isNeeded, (content, path) =>
        {
            foreach (var (target, settings) in content)
            {
                if (settings is not JsonObject || settings["template"] is not JsonValue file)
                {
                    problems.Add(EdiCodes.InvalidValue, Start(path), $"The template of '{target}' must be a mapping with the key 'template', the name of a file beside this one.");
                }
                else if (Path.GetFullPath(file.ToString(), Path.GetDirectoryName(path)!) is var found && !File.Exists(found))
                {
                    problems.Add(EdiCodes.FileNotFound, Start(path), $"The template of '{target}' does not exist. Looked for: {found}.");
                }
            }
        });

    private ImmutableArray<PluginDefinition> Read(string section, string what, bool isNeeded, Action<JsonObject, string> check)
    {
        var plugins = nodes.Plugins(section, what);
        if (!isNeeded)
        {
            return plugins;
        }

        var rendered = renderer.Render(section, [.. plugins.Select(ReadTemplate)], problems);
        return [.. plugins.Zip(rendered, (plugin, text) => text is null ? plugin : plugin with { Content = Parse(plugin, text, check) })];
    }

    private Template ReadTemplate(PluginDefinition plugin) => new(
        plugin.Path,
        YamlFile.ReadText(plugin.Path),
        new JsonObject(plugin.Variables.Select(variable => KeyValuePair.Create(variable.Key, variable.Value?.DeepClone()))),
        Remedy);

    private JsonObject Parse(PluginDefinition plugin, RenderedText text, Action<JsonObject, string> check)
    {
        var content = new JsonObject();
        problems.Collect(() =>
        {
            if (YamlFile.Parse(text, problems) is { } root)
            {
                if (TaggedText.Plain(YamlValues.ToJson(root)) is JsonObject mapping)
                {
                    content = mapping;
                }
                else
                {
                    problems.Add(EdiCodes.WrongKind, root.Position, $"The file must be a mapping of keys to values; found {root.Describe()}.");
                }
            }
        });
        check(content, plugin.Path);
        return content;
    }

    private static SourcePosition Start(string file) => new(file, 1, 1, 1, 1);
}
