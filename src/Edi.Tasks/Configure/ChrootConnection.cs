using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Configure;

/// <summary>How Ansible reaches a mounted container, by a chroot: no other connection costs as little for each task.</summary>
internal static class ChrootConnection
{
    // In the container this is memory.
    private const string TemporaryFolder = "/tmp/.ansible";

    /// <summary>Makes the container ready for Ansible; returns its inventory.</summary>
    /// <param name="sandbox">Where the container is mounted, and ready for programs.</param>
    /// <param name="root">Its folder.</param>
    /// <param name="settings">What Ansible is told, and programs in the container are not.</param>
    public static JsonObject Enter(EdiSandbox sandbox, string root, ImmutableDictionary<string, string> settings)
    {
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("mkdir", "--mode=1777", $"{root}{TemporaryFolder}"));
        string program = sandbox.WriteScript("chroot", Script(settings.Keys, ContainerEnvironment.OfRoot(sandbox, root)));
        return AnsibleInventory.OfContainer("community.general.chroot", root, ("ansible_chroot_exe", program));
    }

    /// <summary>Ansible's settings for it.</summary>
    public static ImmutableDictionary<string, string> Environment(PluginLookup plugins) => AnsibleSettings.For(plugins, AnsibleSettings.FolderInSandbox)
        .SetItems(AnsibleSettings.Temporary(TemporaryFolder))
        .SetItems(new Dictionary<string, string>
        {
            ["DEBIAN_FRONTEND"] = "noninteractive",
            ["PATH"] = PackageCache.SearchPathInRoot,
        });

    /// <summary>Stands in for chroot: programs in the container inherit the environment of Ansible, which is a user of the sandbox.</summary>
    internal static string Script(IEnumerable<string> settings, ImmutableDictionary<string, string> environment)
    {
        var ansible = settings.Where(name => name.StartsWith("ANSIBLE_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var user = environment.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={ToolCommand.Quote(variable.Value)}");
        return $"unset {string.Join(' ', ansible)}\nexport {string.Join(' ', user)}\nexec chroot \"$@\"\n";
    }
}
