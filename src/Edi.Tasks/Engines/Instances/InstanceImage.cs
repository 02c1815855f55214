using System.Text.Json.Nodes;

namespace Edi.Tasks.Engines.Instances;

/// <summary>Images in the store of LXD or Incus, which are known by their names.</summary>
internal static class InstanceImage
{
    /// <summary>Removes the images of that name, if there are any.</summary>
    public static void Remove(InstanceClient client, string name)
    {
        foreach (var image in client.Query("/1.0/images?recursion=1").AsArray().Where(image => IsNamed(image!, name)))
        {
            client.Require("image", "delete", client.Of((string)image!["fingerprint"]!));
        }
    }

    // The client gives a published image its alias when all else is done; one that was interrupted has the name in its metadata
    // only. One with another alias is somebody's, whatever it was made of.
    internal static bool IsNamed(JsonNode image, string name) => image["aliases"] is JsonArray { Count: > 0 } aliases
        ? aliases.Any(alias => (string?)alias!["name"] == name)
        : (string?)image["properties"]?["name"] == name;
}
