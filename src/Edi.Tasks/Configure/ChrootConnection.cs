using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.ProjectItems;
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

    // What programs in the container are told as well.
    private static readonly ImmutableArray<string> s_forAll = ["DEBIAN_FRONTEND", "PATH", "PYTHONDONTWRITEBYTECODE"];

    /// <summary>Makes the container ready for Ansible; returns its inventory.</summary>
    /// <param name="sandbox">Where the container is mounted, and ready for programs.</param>
    /// <param name="root">Its folder.</param>
    /// <param name="settings">What Ansible is told, and programs in the container are not.</param>
    /// <param name="project">The variables of the project, which these programs do not get either: what runs in an image is not trusted.</param>
    public static JsonObject Enter(EdiSandbox sandbox, string root, ImmutableDictionary<string, string> settings, ImmutableArray<EnvironmentVariable> project)
    {
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("mkdir", "--mode=1777", $"{root}{TemporaryFolder}"));
        string program = sandbox.WriteScript("chroot", Script(settings.Keys.Concat(project.Select(variable => variable.Name)), ContainerEnvironment.OfRoot(sandbox, root)));
        return AnsibleInventory.OfContainer("community.general.chroot", root, ("ansible_chroot_exe", program));
    }

    /// <summary>Ansible's settings for it.</summary>
    public static ImmutableDictionary<string, string> Environment(PluginLookup plugins, PlaybookSettings settings) => AnsibleSettings.For(plugins, AnsibleSettings.FolderInSandbox, settings)
        .SetItems(AnsibleSettings.Temporary(TemporaryFolder))
        .SetItems(new Dictionary<string, string>
        {
            ["DEBIAN_FRONTEND"] = "noninteractive",
            ["PATH"] = PackageCache.SearchPathInRoot,
        });

    /// <summary>Stands in for chroot: programs in the container inherit the environment of Ansible, which is a user of the sandbox.</summary>
    /// <param name="settings">Variables that are for Ansible alone.</param>
    /// <param name="environment">Those of the user in the container.</param>
    internal static string Script(IEnumerable<string> settings, ImmutableDictionary<string, string> environment)
    {
        string[] own = [.. settings.Concat(VaultPasswordReader.Variables).Where(name => !s_forAll.Contains(name) && !environment.ContainsKey(name)).Distinct().Order(StringComparer.Ordinal)];
        var others = ToolEnvironment.Base.Where(variable => own.Contains(variable.Key)).Concat(environment).OrderBy(variable => variable.Key, StringComparer.Ordinal);
        return $"unset {string.Join(' ', own)}\nexport {string.Join(' ', others.Select(variable => $"{variable.Key}={ToolCommand.Quote(variable.Value)}"))}\nexec chroot \"$@\"\n";
    }
}
