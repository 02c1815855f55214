using System.Text.Json;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines.Instances;

/// <summary>
/// The version of LXD that a definition is built with, edi's <c>edi_lxd_version</c>: the daemon's, which is asked once and
/// remembered. Where no daemon is in play it is always the same, so that nothing that is installed changes what is built.
/// </summary>
/// <param name="record">The file that remembers the daemon's answer.</param>
/// <param name="ask">Asks the daemon for its version, and throws what <see cref="InstanceClient.Query"/> throws.</param>
internal sealed partial class LxdVersion(ContainerEngine engine, string record, Func<string> ask)
{
    /// <summary>With Buildah, and while no daemon answers: Debian's version of LXD.</summary>
    public const string WithoutDaemon = "5.0.2";

    // Incus was made of this version of LXD and began to count anew; from 6.0 on the two have the same numbers.
    private const string OfFirstIncus = "5.18";

    // Where the Snap store's current revision of LXD is.
    private const string Snap = "/snap/lxd/current";

    /// <param name="folder">The folder in which the daemon's answer is remembered.</param>
    public static LxdVersion Of(ContainerEngine engine, string folder, CancellationToken cancellation) =>
        new(engine, Path.Combine(folder, "daemon.txt"), () => Ask(engine, cancellation));

    /// <summary>The version; after the first answer nobody is asked until another daemon is in play, or another version of it is installed.</summary>
    public string Read()
    {
        if (!engine.HasInstances)
        {
            return WithoutDaemon;
        }

        string daemon = Daemon();
        if (File.Exists(record) && File.ReadAllLines(record) is [var known, var version] && known == daemon && IsVersion(version))
        {
            return version;
        }

        string answer;
        try
        {
            answer = Number().Match(ask()).Value;
        }
        catch (Exception e) when (e is EdiException or JsonException)
        {
            return WithoutDaemon; // The check of the host says why the daemon does not answer.
        }

        if (!IsVersion(answer))
        {
            return WithoutDaemon;
        }

        answer = engine.Kind == EngineKind.Incus && answer.StartsWith("0.", StringComparison.Ordinal) ? OfFirstIncus : answer;
        PrivateFile.WriteIfDifferent(record, $"{daemon}\n{answer}\n");
        return answer;
    }

    /// <summary>What tells one daemon, and one installed version of it, from another.</summary>
    private string Daemon() => string.Join(' ',
    [
        engine.Name,
        engine.Remote,
        HostPackages.VersionOf(engine.ServerPackage) ?? "",
        new FileInfo(Snap).LinkTarget ?? "",
        .. InstanceClient.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}"),
    ]);

    private static string Ask(ContainerEngine engine, CancellationToken cancellation)
    {
        using var log = new StepLog(null, _ => { }, _ => { });
        return (string?)new InstanceClient(engine, new HostToolRunner(log, cancellation)).Query("/1.0")["environment"]?["server_version"] ?? "";
    }

    private static bool IsVersion(string text) => Number().Match(text).Value == text && text.Contains('.', StringComparison.Ordinal);

    // What follows it, such as the " LTS" of a daemon from the Snap store, is no part of the version.
    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)*")]
    private static partial Regex Number();
}
