namespace Edi.Tasks.Engines.Instances;

/// <summary>Images in the store of LXD or Incus, by their aliases.</summary>
internal static class InstanceImage
{
    /// <summary>Removes an image, if there is one of that name.</summary>
    public static void Remove(InstanceClient client, string alias)
    {
        if (client.Query("/1.0/images/aliases").AsArray().Any(found => (string?)found == $"/1.0/images/aliases/{alias}"))
        {
            client.Require("image", "delete", client.Of(alias));
        }
    }
}
