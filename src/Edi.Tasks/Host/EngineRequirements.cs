using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Host;

/// <summary>Looks for what a build with LXD or Incus needs: the command line, a daemon that answers, and what that can run.</summary>
/// <param name="architecture">The image's Debian architecture; empty as long as it is not known.</param>
/// <param name="definition">The definition; null as long as it is not known.</param>
internal sealed class EngineRequirements(ContainerEngine engine, string architecture, ImageDefinition? definition)
{
    private const string MinimumVersion = "5.0";

    public ImmutableArray<HostProblem> Check()
    {
        if (!engine.HasInstances)
        {
            return [];
        }

        if (InstanceClient.Find(engine) is null)
        {
            string package = engine.IsLocal ? engine.ServerPackage : engine.ClientPackage;
            return [new($"{engine.Client} is missing; it makes the layers with {engine.Name}.", $"sudo apt-get install {package}", package)];
        }

        return [.. Ask("/1.0", out string complaint) is { } server ? CheckServer(server) : [NoAnswer(complaint)]];
    }

    private IEnumerable<HostProblem> CheckServer(JsonNode server)
    {
        if ((string?)server["auth"] != "trusted")
        {
            yield return new(
                $"{engine.Name} at '{engine.Remote}' does not trust this user's certificate.",
                $"{engine.Client} remote add {engine.Remote} ADDRESS, with a token or password of that daemon");
            yield break;
        }

        string version = (string?)server["environment"]?["server_version"] ?? "";
        if (HostRequirements.IsOlder(version, MinimumVersion))
        {
            yield return new($"{engine.Name} at '{engine.Remote}' is too old: expected version {MinimumVersion} or later, found {version}.", "upgrade it");
        }

        // The last profile that says one counts.
        string pool = (definition?.LxcProfiles ?? []).Select(profile => InstancePool.TryOf(profile.Content)).LastOrDefault(pool => pool is not null)
            ?? InstancePool.Of(Ask(InstancePool.DefaultProfile, out _));
        if (Ask($"/1.0/storage-pools/{pool}", out _) is null)
        {
            yield return new($"{engine.Name} at '{engine.Remote}' has no storage pool '{pool}'.", engine.Kind == EngineKind.Incus ? "sudo incus admin init --auto" : "sudo lxd init --auto");
        }

        if (engine.Member.Length > 0 && Ask($"/1.0/cluster/members/{engine.Member}", out _) is null)
        {
            yield return new($"{engine.Name} at '{engine.Remote}' has no cluster with a member '{engine.Member}'.", $"choose one that '{engine.Client} cluster list {engine.Remote}:' tells, with EdiContainerMember");
        }

        if (FindNetworkProblem(server) is { } network)
        {
            yield return network;
        }

        if (FindArchitectureProblem(server) is { } problem)
        {
            yield return problem;
        }
    }

    // Where no profiles decide, the build chooses an address on the bridge, and makes that if it is missing.
    private HostProblem? FindNetworkProblem(JsonNode server)
    {
        if (definition is not { LxcProfiles: [], General.LxcBridgeInterfaceName: var bridge })
        {
            return null;
        }

        var (list, name) = engine.IsLocal ? ("network list", bridge) : ($"network list {engine.Remote}:", $"{engine.Remote}:{bridge}");
        return Ask($"/1.0/networks/{bridge}", out _) is { } network
            ? InstanceNetwork.HasAddresses(network)
                ? null
                : new(
                    $"The bridge {bridge} has no IPv4 address of {engine.Name}'s, so programs in playbooks would have no network.",
                    $"name one that '{engine.Client} {list}' shows as managed, with edi_lxc_bridge_interface_name in the section general, or let lxc_profiles decide")
            : (bool?)server["environment"]?["server_clustered"] == true
                ? new(
                    $"The cluster of {engine.Name} at '{engine.Remote}' has no network '{bridge}'.",
                    $"{engine.Client} network create {name} --target MEMBER for each member, then without --target")
                : null;
    }

    // The daemon's kernel starts the programs, and no sandbox of ours can give it an emulator.
    private HostProblem? FindArchitectureProblem(JsonNode server)
    {
        if (DebianArchitecture.Find(architecture) is not { } wanted
            || (server["environment"]?["architectures"] as JsonArray ?? []).Any(known => (string?)known == wanted.Machine))
        {
            return null;
        }

        return !engine.IsLocal
            ? new($"{engine.Name} at '{engine.Remote}' runs no programs of {architecture}.", "choose a remote that does, or build with EdiContainerEngine=buildah")
            : ForeignPrograms.HostHandler(wanted) is null
                ? new(
                    $"The kernel has no fixed (F) binfmt_misc handler for {architecture}; with {engine.Name} it is what runs these programs.",
                    $"sudo apt-get install {HostTool.EmulatorPackage}, with binfmt_misc mounted; or build with EdiContainerEngine=buildah, which needs none",
                    HostTool.EmulatorPackage)
                : null;
    }

    private HostProblem NoAnswer(string complaint) => new(
        $"{engine.Name} at '{engine.Remote}' does not answer: {complaint}",
        !engine.IsLocal ? $"{engine.Client} remote add {engine.Remote} ADDRESS"
            : engine.Kind == EngineKind.Incus ? $"sudo incus admin init --auto && sudo usermod -aG incus-admin {HostFacts.Read().UserName}, then log in again"
            : $"sudo lxd init --auto && sudo usermod -aG lxd {HostFacts.Read().UserName}, then log in again");

    // A client greets who calls it for the first time, beside its answer.
    private JsonNode? Ask(string path, out string complaint)
    {
        StringBuilder answer = new(), errors = new();
        using var log = new StepLog(null, line => errors.AppendLine(line), _ => { });
        var runner = new HostToolRunner(log, CancellationToken.None);
        var client = new InstanceClient(engine, runner);
        int exitCode = runner.Run(client.Command("query", client.Of(path)), line => answer.AppendLine(line));
        complaint = errors.ToString().Trim();
        try
        {
            return exitCode == 0 ? JsonNode.Parse(answer.ToString()) : null;
        }
        catch (JsonException)
        {
            complaint = $"{complaint} {answer}".Trim();
            return null;
        }
    }
}
