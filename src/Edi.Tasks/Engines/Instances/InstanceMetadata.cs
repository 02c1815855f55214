using System.Globalization;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines.Instances;

/// <summary>What LXD and Incus must know of an image besides its root file system, see their documentation of the image format.</summary>
internal static class InstanceMetadata
{
    /// <param name="architecture">The architecture of its programs, as uname(2) tells it.</param>
    /// <param name="name">What tells the image from others.</param>
    /// <param name="creationTime">When it was made, in seconds since 1970.</param>
    public static JsonObject Describe(ImageDefinition definition, string architecture, string name, long creationTime) => new()
    {
        ["architecture"] = architecture,
        ["creation_date"] = creationTime,
        ["properties"] = new JsonObject
        {
            ["architecture"] = architecture,
            ["description"] = definition.Name,
            ["name"] = name,
            ["os"] = "Debian",
            ["release"] = definition.Suite,
        },
        ["templates"] = new JsonObject(definition.LxcTemplates.SelectMany(Templates).Select(template => KeyValuePair.Create(template.Target, (JsonNode?)template.Settings))),
    };

    /// <summary>The files of the templates, by the names that the metadata gives them.</summary>
    public static IEnumerable<(string Name, string File)> TemplateFiles(ImageDefinition definition) =>
        definition.LxcTemplates.SelectMany(Templates).Select(template => (template.Name, template.File)).Distinct();

    /// <summary>The time that an image says it was made at, in seconds since 1970.</summary>
    public static long CreationTime() =>
        long.TryParse(ToolEnvironment.SourceDateEpoch, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds : DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    // Two plugins may have files of one name, and so may two folders of one plugin.
    private static IEnumerable<(string Target, string Name, string File, JsonObject Settings)> Templates(PluginDefinition plugin) =>
        from entry in plugin.Content ?? []
        let settings = entry.Value!.DeepClone().AsObject()
        let template = (string)settings["template"]!
        let file = Path.GetFullPath(template, Path.GetDirectoryName(plugin.Path)!)
        let name = $"{plugin.Name}_{template.Replace('/', '_')}"
        select (entry.Key, name, file, Settings(settings, name));

    private static JsonObject Settings(JsonObject settings, string name)
    {
        settings["template"] = name;
        return settings;
    }
}
