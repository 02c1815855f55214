using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines;

/// <summary>
/// Makes a sandbox the session that <c>buildah unshare</c> would make, on Buildah's store of ours: what calls plain
/// <c>buildah</c> or <c>podman</c> there sees the project's containers and images.
/// </summary>
internal static class StoreSession
{
    // The state of mounts belongs to the sandbox and must vanish with it, so it lies in the sandbox's memory. Buildah
    // before 1.33 derives the run root from the runtime directory, whatever the configuration says.
    private const string RuntimeDirectory = "/tmp/run";

    /// <summary>The folder of the store's state of mounts, in the sandbox's memory.</summary>
    public const string RunRoot = $"{RuntimeDirectory}/containers";

    /// <summary>The store's folder.</summary>
    public static string StoreBelow(string cacheDirectory) => Path.Combine(cacheDirectory, "buildah");

    /// <summary>Prepares a sandbox; returns the variables that its programs need.</summary>
    public static ImmutableDictionary<string, string> Open(EdiSandbox sandbox, string cacheDirectory)
    {
        const string storage = $"{RuntimeDirectory}/storage.conf";
        const string engine = $"{RuntimeDirectory}/containers.conf";
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("mkdir", "--parents", "--mode=700", RuntimeDirectory));
        sandbox.WriteFile(storage, StorageConfiguration(StoreBelow(cacheDirectory)));
        sandbox.WriteFile(engine, EngineConfiguration);
        return new Dictionary<string, string>
        {
            ["XDG_RUNTIME_DIR"] = RuntimeDirectory,
            ["CONTAINERS_STORAGE_CONF"] = storage,
            ["CONTAINERS_CONF"] = engine,
            ["BUILDAH_ISOLATION"] = "chroot",
            // The user namespace is there already. Without a user to whom root belongs outside, 'buildah unshare' would
            // make another one all the same.
            ["_CONTAINERS_USERNS_CONFIGURED"] = "done",
            ["_CONTAINERS_ROOTLESS_UID"] = "65534",
            ["_CONTAINERS_ROOTLESS_GID"] = "65534",
        }.ToImmutableDictionary();
    }

    internal static string StorageConfiguration(string store) =>
        $"""
        [storage]
        driver = "overlay"
        runroot = {Quote(RunRoot)}
        graphroot = {Quote(store)}
        rootless_storage_path = {Quote(store)}

        """;

    // Podman keeps a database of where everything lies, and refuses to work when a store has moved.
    private const string EngineConfiguration =
        $"""
        [engine]
        static_dir = "{RuntimeDirectory}/libpod"
        tmp_dir = "{RuntimeDirectory}/libpod/tmp"
        volume_path = "{RuntimeDirectory}/volumes"
        events_logger = "none"
        cgroup_manager = "cgroupfs"

        """;

    // A basic string of TOML.
    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
