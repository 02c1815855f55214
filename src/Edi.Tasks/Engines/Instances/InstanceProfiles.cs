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

        var there = client.Query("/1.0/profiles").AsArray().Select(profile => ((string)profile!).Split('/')[^1]).ToHashSet();
        ImmutableArray<(string Name, JsonObject Content)> wanted = [.. profiles.Select(profile => (NameOf(profile), ContentOf(profile)))];
        foreach (var (name, content) in wanted.Where(profile => there.Add(profile.Name)))
        {
            client.Require("profile", "create", client.Of(name));
            try
            {
                client.Require(client.Command("profile", "edit", client.Of(name)) with { StandardInput = content.ToJsonString() });
            }
            catch (EdiException)
            {
                client.Run("profile", "delete", client.Of(name)); // One that is there counts as right.
                throw;
            }
        }

        return [.. wanted.Select(profile => profile.Name)];
    }

    /// <summary>The name of a profile: its own, and a digest of its content.</summary>
    internal static string NameOf(PluginDefinition profile) =>
        $"{profile.Content!["name"]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(profile.Content!.ToJsonString())))[..20]}";

    private static JsonObject ContentOf(PluginDefinition profile)
    {
        var content = profile.Content!.DeepClone().AsObject();
        content.Remove("name");
        return content;
    }
}
