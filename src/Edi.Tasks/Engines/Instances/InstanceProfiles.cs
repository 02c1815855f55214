using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Engines.Instances;

/// <summary>
/// The profiles of a definition. As edi does it, a profile's name has a digest of its content, so a profile that is there is
/// the right one, for whichever project, and none is ever changed.
/// </summary>
internal sealed class InstanceProfiles(InstanceClient client, ImmutableArray<PluginDefinition> profiles)
{
    /// <summary>Makes those that are not there yet; returns the names of all, in their order.</summary>
    public ImmutableArray<string> Apply()
    {
        if (profiles.IsEmpty)
        {
            return [];
        }

        var there = Names();
        ImmutableArray<(string Name, JsonObject Content)> wanted = [.. profiles.Select(profile => (NameOf(profile), ContentOf(profile)))];
        foreach (var (name, content) in wanted.Where(profile => there.Add(profile.Name)))
        {
            try
            {
                client.Request("POST", "/1.0/profiles", content); // At once: one that is there counts as right.
            }
            catch (EdiException) when (Names().Contains(name))
            {
                // A build beside this one has made it.
            }
        }

        return [.. wanted.Select(profile => profile.Name)];
    }

    /// <summary>Whether one of them has a network interface there.</summary>
    public bool UseBridge(string bridge) => profiles.Any(profile => profile.Content?["devices"] is JsonObject devices
        && devices.Any(device => device.Value is JsonObject keys && (keys["parent"]?.ToString() == bridge || keys["network"]?.ToString() == bridge)));

    /// <summary>The name of a profile: its own, and a digest of its content.</summary>
    internal static string NameOf(PluginDefinition profile) =>
        $"{profile.Content!["name"]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(profile.Content!.ToJsonString())))[..20]}";

    private HashSet<string> Names() => [.. client.Query("/1.0/profiles").AsArray().Select(profile => ((string)profile!).Split('/')[^1])];

    // The daemon takes nothing but text for values, where YAML knows numbers and truth values.
    internal static JsonObject ContentOf(PluginDefinition profile)
    {
        var content = (JsonObject)AsText(profile.Content!)!;
        content["name"] = NameOf(profile);
        return content;
    }

    private static JsonNode? AsText(JsonNode? node) => node switch
    {
        JsonObject mapping => new JsonObject(mapping.Select(entry => KeyValuePair.Create(entry.Key, AsText(entry.Value)))),
        _ => node?.ToString(),
    };
}
