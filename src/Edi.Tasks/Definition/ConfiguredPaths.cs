using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>
/// The files and folders that the settings of a playbook's Ansible name: in variables of its environment, where relative paths begin
/// in the project's folder, else in its <c>ansible.cfg</c>, where they begin beside that.
/// </summary>
internal static partial class ConfiguredPaths
{
    private static readonly ImmutableArray<string> s_roles = ["ANSIBLE_ROLES_PATH"];
    private static readonly ImmutableArray<string> s_collections = ["ANSIBLE_COLLECTIONS_PATH", "ANSIBLE_COLLECTIONS_PATHS"];
    private static readonly ImmutableArray<string> s_callbacks = ["ANSIBLE_CALLBACK_PLUGINS"];

    /// <summary>The variables of lists to which the build adds its own folders.</summary>
    public static ImmutableArray<string> Lists { get; } = [.. s_roles, .. s_collections, .. s_callbacks];

    public static ImmutableArray<string> Roles(PlaybookSettings settings, PluginLookup plugins) => Of(settings, plugins, s_roles, ["roles_path"]);

    public static ImmutableArray<string> Collections(PlaybookSettings settings, PluginLookup plugins) => Of(settings, plugins, s_collections, ["collections_path", "collections_paths"]);

    public static ImmutableArray<string> Callbacks(PlaybookSettings settings, PluginLookup plugins) => Of(settings, plugins, s_callbacks, ["callback_plugins"]);

    /// <summary>All that is there of what the other settings name, for what a playbook reads.</summary>
    public static IEnumerable<string> Others(PlaybookSettings settings, PluginLookup plugins)
    {
        var configuration = AnsibleConfiguration.Read(settings.Configuration);
        return settings.Environment.Where(variable => IsOfAnsible(variable.Name) && !s_roles.Contains(variable.Name) && !s_collections.Contains(variable.Name))
            .SelectMany(variable => PathsIn(variable.Current ?? "", plugins.ProjectDirectory))
            .Concat(configuration.Settings.Where(setting => setting.Key is not ("roles_path" or "collections_path" or "collections_paths"))
                .SelectMany(setting => PathsIn(setting.Value, Path.GetDirectoryName(configuration.File)!)))
            .Where(Path.Exists);
    }

    /// <summary>The folders that are there, wherever they lie, of all that Ansible reads by its settings.</summary>
    public static IEnumerable<string> Folders(PlaybookSettings settings, PluginLookup plugins) => Others(settings, plugins)
        .Concat(settings.ArgumentFiles)
        .Append(settings.Configuration)
        .Select(path => File.Exists(path) ? Path.GetDirectoryName(path)! : path)
        .Concat(Roles(settings, plugins))
        .Concat(Collections(settings, plugins))
        .Concat(Callbacks(settings, plugins))
        .Where(Directory.Exists);

    /// <summary>A variable's value for Ansible, whose own folder relative paths would begin in.</summary>
    public static string Absolute(EnvironmentVariable variable, PluginLookup plugins) => IsOfPaths().IsMatch(variable.Name)
        ? string.Join(':', AnsibleConfiguration.PathsIn(variable.Current!, plugins.ProjectDirectory))
        : variable.Current!;

    /// <summary>Whether a variable is a setting of Ansible.</summary>
    public static bool IsOfAnsible(string name) => name.StartsWith("ANSIBLE_", StringComparison.Ordinal);

    private static ImmutableArray<string> Of(PlaybookSettings settings, PluginLookup plugins, ImmutableArray<string> variables, string[] keys)
    {
        if (settings.Environment.FirstOrDefault(variable => variables.Contains(variable.Name)) is { Current: { } value })
        {
            return [.. AnsibleConfiguration.PathsIn(value, plugins.ProjectDirectory)];
        }

        var configuration = AnsibleConfiguration.Read(settings.Configuration);
        return keys.Select(key => configuration.Find("defaults", key)).FirstOrDefault(setting => setting is not null) is { } found
            ? [.. configuration.PathsIn(found.Value)]
            : [];
    }

    // A value that is no path names nothing that is there, or no more than what has its name.
    private static IEnumerable<string> PathsIn(string value, string folder) =>
        value.Split('\n', ',').SelectMany(part => AnsibleConfiguration.PathsIn(part, folder)).Where(path => path != folder);

    [GeneratedRegex("^ANSIBLE_.*(_PLUGINS|_PATH|_PATHS|_LIBRARY|_MODULE_UTILS|_FILE|_DIR)$|^ANSIBLE_LIBRARY$")]
    private static partial Regex IsOfPaths();
}
