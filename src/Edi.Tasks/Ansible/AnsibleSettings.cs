using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.ProjectItems;

namespace Edi.Tasks.Ansible;

/// <summary>
/// What Ansible is told wherever its playbooks run: which plugins it sees, what the project says in its <c>ansible.cfg</c> and its
/// environment, and that nothing of the host's configuration counts.
/// </summary>
internal static class AnsibleSettings
{
    /// <summary>Ansible's folder in the sandbox: memory.</summary>
    public const string FolderInSandbox = "/tmp/ansible";

    // What holds unless the project says otherwise.
    private static readonly ImmutableArray<(string Variable, string Value, ImmutableArray<(string Section, string Key)> Places)> s_defaults =
    [
        ("ANSIBLE_PIPELINING", "true", [("defaults", "pipelining"), ("connection", "pipelining"), ("ssh_connection", "pipelining")]),
        ("ANSIBLE_LOCALHOST_WARNING", "false", [("defaults", "localhost_warning")]),
    ];

    /// <summary>An empty configuration, so that none of the host's is read where the project has none.</summary>
    public static string ConfigurationFile(string folder) => $"{folder}/ansible.cfg";

    /// <summary>The plugin that ends a playbook at a play which does not configure the one host; its text is <c>edi_plays.py</c>.</summary>
    public static string PlaysPlugin(string folder) => $"{CallbackFolder(folder)}/edi_plays.py";

    private static string CallbackFolder(string folder) => $"{folder}/callback";

    /// <param name="plugins">Where roles and collections are looked for.</param>
    /// <param name="folder">A folder for Ansible's own files, with the configuration and <see cref="PlaysPlugin"/> in it.</param>
    /// <param name="said">What the project says; null when it says nothing.</param>
    public static ImmutableDictionary<string, string> For(PluginLookup plugins, string folder, PlaybookSettings? said = null)
    {
        var settings = said ?? PlaybookSettings.None;
        var own = new Dictionary<string, string>
        {
            ["ANSIBLE_CONFIG"] = settings.Configuration.Length > 0 ? settings.Configuration : ConfigurationFile(folder),
            ["ANSIBLE_HOME"] = folder,
            ["ANSIBLE_LOCAL_TEMP"] = $"{folder}/tmp",
            ["ANSIBLE_ROLES_PATH"] = string.Join(':', AnsibleFolders.Roles(plugins, settings).Select(found => found.Path)),
            // The host's are found besides: Debian's package ansible has them where Python looks.
            ["ANSIBLE_COLLECTIONS_PATH"] = string.Join(':', AnsibleFolders.Collections(plugins, settings).Select(found => found.Path)),
            ["ANSIBLE_CALLBACK_PLUGINS"] = string.Join(':', ConfiguredPaths.Callbacks(settings, plugins).Prepend(CallbackFolder(folder))),
            ["ANSIBLE_CACHE_PLUGIN"] = "memory",
            ["ANSIBLE_NOCOLOR"] = "true",
            ["ANSIBLE_FORCE_COLOR"] = "false",
            ["ANSIBLE_RETRY_FILES_ENABLED"] = "false",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        if (AnsibleConfiguration.Read(settings.Configuration).Find("defaults", "log_path") is not null)
        {
            own["ANSIBLE_LOG_PATH"] = "/dev/null";
        }

        return Unless(settings, s_defaults).SetItems(OfProject(plugins, settings)).SetItems(own);
    }

    /// <summary>Settings that hold unless the project says otherwise.</summary>
    /// <param name="defaults">Each with the places in an <c>ansible.cfg</c> that say the same.</param>
    public static ImmutableDictionary<string, string> Unless(
        PlaybookSettings settings, ImmutableArray<(string Variable, string Value, ImmutableArray<(string Section, string Key)> Places)> defaults)
    {
        var configuration = AnsibleConfiguration.Read(settings.Configuration);
        return defaults
            .Where(setting => setting.Places.All(place => configuration.Find(place.Section, place.Key) is null))
            .Where(setting => settings.Environment.All(variable => variable.Name != setting.Variable))
            .ToImmutableDictionary(setting => setting.Variable, setting => setting.Value);
    }

    /// <summary>Keeps what Ansible writes on the target for its own work in one folder, whoever a task runs as; else it is in the users' homes and in /var/tmp.</summary>
    /// <param name="folder">A folder of the target that everybody may write to, as /tmp.</param>
    public static ImmutableDictionary<string, string> Temporary(string folder) => new Dictionary<string, string>
    {
        ["ANSIBLE_REMOTE_TEMP"] = folder,
        ["ANSIBLE_SYSTEM_TMPDIRS"] = folder,
        ["ANSIBLE_ASYNC_DIR"] = folder,
    }.ToImmutableDictionary();

    /// <summary>A shell script that makes such a folder on the target.</summary>
    public static string MakeTemporary(string folder) => $"mkdir -p {folder} && chmod 1777 {folder}";

    private static IEnumerable<KeyValuePair<string, string>> OfProject(PluginLookup plugins, PlaybookSettings settings) => settings.Environment
        .Where(variable => variable.Current is not null && !VaultPasswordReader.Variables.Contains(variable.Name) && OwnAnsibleSettings.All.All(own => own.Variable != variable.Name))
        .Where(variable => !ConfiguredPaths.Lists.Contains(variable.Name))
        .Select(variable => KeyValuePair.Create(variable.Name, ConfiguredPaths.Absolute(variable, plugins)));
}
