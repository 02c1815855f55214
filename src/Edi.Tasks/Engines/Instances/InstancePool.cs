using System.Text.Json.Nodes;

namespace Edi.Tasks.Engines.Instances;

/// <summary>The storage pool of an instance: its profiles name it, or else the daemon's own default profile.</summary>
internal static class InstancePool
{
    /// <summary>Where the daemon tells that profile.</summary>
    public const string DefaultProfile = "/1.0/profiles/default";

    /// <summary>The pool of the default profile's root file system; where it has none, the one that the daemon's set-up makes.</summary>
    public static string Of(JsonNode? profile) => TryOf(profile) ?? "default";

    /// <summary>The pool of a profile's root file system, if it says one.</summary>
    public static string? TryOf(JsonNode? profile) =>
        (profile?["devices"] as JsonObject ?? []).Select(device => device.Value!)
            .Where(device => (string?)device["type"] == "disk" && (string?)device["path"] == "/")
            .Select(device => (string?)device["pool"])
            .FirstOrDefault();
}
