using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines.Instances;

/// <summary>An instance of LXD or Incus, by its name. What is asked of it is asked of the daemon.</summary>
internal sealed class Instance(InstanceClient client, string name)
{
    // Which snapshot the instance is like; empty from its start to its next snapshot.
    private const string StateKey = "user.edi.snapshot";

    /// <summary>The key in an instance's configuration that says whose it is.</summary>
    public const string OwnerKey = "user.edi.project";

    public string Name => name;

    // Where a cluster makes it.
    private ImmutableArray<string> Target => client.Engine.Member.Length > 0 ? ["--target", client.Engine.Member] : [];

    /// <summary>What the daemon says of it, its configuration and snapshots among it; null when there is none.</summary>
    public JsonObject? Find() =>
        // The filter takes capitals and small letters for the same.
        client.Query($"/1.0/instances?recursion=2&filter=name%20eq%20{name}").AsArray().FirstOrDefault(found => (string?)found!["name"] == name)?.AsObject();

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => (string?)Find()?["status"] == "Running";

    /// <summary>The names of its snapshots, from the oldest to the newest; none when there is no instance.</summary>
    public ImmutableArray<string> Snapshots() => Snapshots(Find());

    /// <summary>Makes it of an image.</summary>
    /// <param name="image">The image's name on the same remote.</param>
    /// <param name="configuration">Its own configuration and devices.</param>
    /// <param name="profiles">The profiles that these are added to.</param>
    public void Create(string image, JsonObject configuration, ImmutableArray<string> profiles)
    {
        ImmutableArray<string> options = [.. profiles.IsEmpty ? ["--no-profiles"] : profiles.SelectMany(profile => new[] { "--profile", profile }), .. Target];
        // JSON is YAML, too.
        client.Require(client.Command(["init", client.Of(image), client.Of(name), .. options]) with { StandardInput = configuration.ToJsonString() });
    }

    /// <summary>Makes it a copy of a snapshot, with this of the configuration and of one device altered.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="configuration">Keys with their new values.</param>
    /// <param name="device">The device.</param>
    /// <param name="deviceKeys">Its keys with their new values.</param>
    /// <param name="profiles">In the place of the other one's profiles; none leaves those.</param>
    public void CreateFrom(InstanceSnapshot snapshot, IEnumerable<KeyValuePair<string, string>> configuration, string device, IEnumerable<KeyValuePair<string, string>> deviceKeys, ImmutableArray<string> profiles) => client.Require(
    [
        "copy", client.Of(snapshot.ToString()), client.Of(name), .. Target,
        .. profiles.SelectMany(profile => new[] { "--profile", profile }),
        .. configuration.SelectMany(key => new[] { "--config", $"{key.Key}={key.Value}" }),
        .. deviceKeys.SelectMany(key => new[] { "--device", $"{device},{key.Key}={key.Value}" }),
    ]);

    /// <summary>Brings it into the state of a snapshot; the later ones go, as they must on some kinds of storage.</summary>
    /// <exception cref="EdiException">EDI3003, when the snapshot is gone.</exception>
    public void Restore(InstanceSnapshot snapshot)
    {
        var found = Find();
        var snapshots = Snapshots(found);
        if (!snapshots.Contains(snapshot.Name))
        {
            throw new EdiException(EdiCodes.LayerMissing, $"The layer {snapshot} is missing from {client.Engine.Name}'s store at {client.Of("")} Something removed it while this build ran; the next 'dotnet build' makes it again.");
        }

        Stop();
        foreach (string later in snapshots.SkipWhile(other => other != snapshot.Name).Skip(1).Reverse())
        {
            RemoveSnapshot(later);
        }

        if ((string?)found!["config"]?[StateKey] != snapshot.Name)
        {
            client.Request("PUT", $"/1.0/instances/{name}", new() { ["restore"] = snapshot.Name });
        }
    }

    /// <summary>Stores the state of the stopped instance.</summary>
    public void TakeSnapshot(InstanceSnapshot snapshot)
    {
        Set(StateKey, snapshot.Name);
        client.Request("POST", $"/1.0/instances/{name}/snapshots", new() { ["name"] = snapshot.Name });
    }

    public void RemoveSnapshot(string snapshot) => client.Request("DELETE", $"/1.0/instances/{name}/snapshots/{snapshot}");

    /// <exception cref="EdiException">EDI3001, with what the engine's own log says.</exception>
    public void Start()
    {
        Set(StateKey, ""); // To unset what is not set is an error.
        try
        {
            client.Require("start", client.Of(name));
        }
        catch (EdiException)
        {
            client.Run("info", "--show-log", client.Of(name));
            throw;
        }
    }

    /// <summary>Stops it, if it runs.</summary>
    /// <param name="patience">How long its init may take; null means that nothing in it needs to be told.</param>
    public void Stop(TimeSpan? patience = null)
    {
        if (!IsRunning)
        {
            return;
        }

        if (patience is not { } time || client.Run("stop", "--timeout", FormattableString.Invariant($"{(int)time.TotalSeconds}"), client.Of(name)) != 0)
        {
            client.Require("stop", "--force", client.Of(name));
        }
    }

    /// <summary>Sets a key of its configuration.</summary>
    public void Set(string key, string value) => Set([new(key, value)]);

    /// <summary>Sets keys of its configuration; those without a value go.</summary>
    public void Set(IEnumerable<KeyValuePair<string, string>> keys) => client.Require(["config", "set", client.Of(name), .. keys.Select(key => $"{key.Key}={key.Value}")]);

    /// <summary>Its configuration, once the engine tells it, which it does not while a start that has failed is taken back; null when it never does.</summary>
    public JsonNode? WaitForConfiguration()
    {
        const int mostAttempts = 30;
        for (int attempt = 0; attempt < mostAttempts; attempt++)
        {
            if (Find() is { } found && found["config"] is { } configuration && (string?)found["status"] != "Error")
            {
                return configuration;
            }

            Thread.Sleep(TimeSpan.FromSeconds(1));
        }

        return null;
    }

    /// <summary>Sets a key once the engine lets it, which it does not while it works on the instance.</summary>
    public void SetSoon(string key, string value)
    {
        const int mostAttempts = 30;
        for (int attempt = 1; attempt < mostAttempts && client.Run("config", "set", client.Of(name), $"{key}={value}") != 0; attempt++)
        {
            Thread.Sleep(TimeSpan.FromSeconds(1));
        }

        Set(key, value);
    }

    /// <summary>Gives it a device, or alters the one of that name.</summary>
    /// <returns>Why it could not be, in the engine's words, or null.</returns>
    public string? TrySetDevice(string device, SortedDictionary<string, string> keys)
    {
        var there = Find()!["devices"]?[device]?.AsObject();
        if (there is not null && keys.Count == there.Count && keys.All(key => (string?)there[key.Key] == key.Value))
        {
            return null;
        }

        if (there is not null)
        {
            client.Require("config", "device", "remove", client.Of(name), device);
        }

        string answer = "";
        int exitCode = client.Run(
            line => answer = line.Length > 0 ? line : answer,
            ["config", "device", "add", client.Of(name), device, keys["type"], .. keys.Where(key => key.Key != "type").Select(key => $"{key.Key}={key.Value}")]);
        return exitCode == 0 ? null : answer;
    }

    /// <summary>Takes away its devices whose names begin so, but for those that stay.</summary>
    public void RemoveDevices(string prefix, IEnumerable<string> kept)
    {
        foreach (string device in (Find()!["devices"]?.AsObject() ?? []).Select(device => device.Key).Where(device => device.StartsWith(prefix, StringComparison.Ordinal)).Except(kept))
        {
            client.Require("config", "device", "remove", client.Of(name), device);
        }
    }

    /// <summary>Runs a shell script in it, as root.</summary>
    public void RunScript(string script, params ImmutableArray<string> arguments) => client.Require(ScriptCommand(script, arguments));

    /// <summary>Runs a shell script in it that may fail, as root.</summary>
    public bool TryRunScript(string script) => client.Run(ScriptCommand(script, [])) == 0;

    /// <summary>The command that runs a shell script in it, as root, for somebody who types or for standard input.</summary>
    /// <param name="isTerminal">Whether somebody types.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments, its own name the first.</param>
    public ToolCommand Shell(bool isTerminal, string script, params ImmutableArray<string> arguments) => client.Command(
    [
        "exec", client.Of(name), isTerminal ? "--mode=interactive" : "--mode=non-interactive",
        "--env", $"TERM={Environment.GetEnvironmentVariable("TERM") ?? "dumb"}", "--", "/bin/sh", "-c", script, .. arguments,
    ]);

    /// <summary>The bytes that its root file system occupies, without what is mounted in it. It must run; where its init does, files may vanish meanwhile.</summary>
    public long MeasureRoot()
    {
        string output = client.Capture("exec", client.Of(name), "--mode=non-interactive", "--", "/bin/sh", "-c", "du --summarize --one-file-system --block-size=1 / 2>/dev/null || :");
        return long.Parse(output.AsSpan(0, output.IndexOf('\t', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Removes it with its snapshots, if it is there.</summary>
    public void Remove()
    {
        if (Find() is not null)
        {
            client.Require("delete", "--force", client.Of(name));
        }
    }

    private ImmutableArray<string> ScriptCommand(string script, ImmutableArray<string> arguments) =>
        ["exec", client.Of(name), "--mode=non-interactive", "--", "/bin/sh", "-c", script, "sh", .. arguments];

    internal static ImmutableArray<string> Snapshots(JsonObject? instance) =>
    [
        .. (instance?["snapshots"] as JsonArray ?? [])
            .OrderBy(snapshot => (DateTimeOffset)snapshot!["created_at"]!)
            .Select(snapshot => ((string)snapshot!["name"]!).Split('/')[^1]),
    ];
}
