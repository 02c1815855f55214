using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.Variables;

/// <summary>edi's variables that are known before a definition is read, and the project's own parameters.</summary>
internal static class LoadTimeVariables
{
    /// <summary>The version of edi whose language this is; <c>edi_required_minimal_edi_version</c> is compared with it.</summary>
    public const string EdiVersion = "2.2.1";

    /// <summary>The variable with the files of the user's public keys, whose content playbooks copy.</summary>
    public const string SshPublicKeys = "edi_current_user_ssh_pub_keys";

    /// <summary>The variable that says how much programs are to tell.</summary>
    public const string LogLevel = "edi_log_level";

    /// <summary>The variable that tells one checkout of a project from another.</summary>
    public const string ProjectDirectoryHash = "edi_project_directory_hash";

    // They tell where something lies on the host, which does not shape a result: their content does.
    private static readonly ImmutableHashSet<string> s_places =
    [
        "edi_project_directory",
        ProjectDirectoryHash,
        "edi_project_plugin_directory",
        "edi_edi_plugin_directory",
        "edi_current_plugin_directory",
        "edi_work_directory",
    ];

    private static readonly ImmutableHashSet<string> s_hostFacts =
    [
        "edi_host_hostname",
        "edi_host_architecture",
        "edi_current_user_name",
        "edi_current_user_group_name",
        "edi_current_user_uid",
        "edi_current_user_gid",
        "edi_current_user_host_home_directory",
        "edi_current_user_target_home_directory",
        SshPublicKeys,
        "edi_current_display",
        "edi_host_http_proxy",
        "edi_host_https_proxy",
        "edi_host_ftp_proxy",
        "edi_host_socks_proxy",
        "edi_host_no_proxy",
        "edi_lxd_version",
        // No fact, but likewise for a build and not of the project.
        LogLevel,
    ];

    /// <summary>Whether a variable only tells where something lies on the host.</summary>
    public static bool IsPlace(string name) => s_places.Contains(name);

    /// <summary>Whether a variable tells something of the host or its user, and so shapes only what uses it.</summary>
    public static bool IsHostFact(string name) => s_hostFacts.Contains(name);

    /// <summary>The variables for showing: the passwords of proxies are masked.</summary>
    public static JsonObject WithoutPasswords(JsonObject variables) => new(variables.Select(variable => KeyValuePair.Create(
        variable.Key,
        variable.Key.EndsWith("_proxy", StringComparison.Ordinal) && variable.Value is JsonValue value && value.TryGetValue(out string? text)
            ? JsonValue.Create(Passwords.MaskUrl(text))
            : variable.Value?.DeepClone())));

    /// <param name="parameters">The project's own, which override edi's.</param>
    public static JsonObject Of(DefinitionSource source, HostFacts host, IEnumerable<KeyValuePair<string, JsonNode?>> parameters)
    {
        var variables = new JsonObject
        {
            ["edi_configuration_name"] = source.ConfigurationName,
            ["edi_project_directory"] = source.Plugins.ProjectDirectory,
            [ProjectDirectoryHash] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Plugins.ProjectDirectory)))[..8],
            ["edi_project_plugin_directory"] = source.Plugins.ProjectPluginDirectory,
            ["edi_edi_plugin_directory"] = source.Plugins.SdkPluginDirectory,
            ["edi_work_directory"] = source.Folders.Work,
            ["edi_edi_version"] = EdiVersion,
            [LogLevel] = source.Settings.LogLevel,
            ["edi_host_architecture"] = DebianArchitecture.Host.Name,
            ["edi_host_hostname"] = host.HostName,
            ["edi_current_user_name"] = host.UserName,
            ["edi_current_user_group_name"] = host.GroupName,
            ["edi_current_user_uid"] = host.UserId,
            ["edi_current_user_gid"] = host.GroupId,
            ["edi_current_user_host_home_directory"] = host.HomeDirectory,
            ["edi_current_user_target_home_directory"] = $"/home/{host.UserName}",
            [SshPublicKeys] = new JsonArray([.. host.SshPublicKeys.Select(key => (JsonNode)key)]),
            ["edi_lxd_version"] = source.LxdVersion,
            ["edi_current_display"] = host.Display,
            ["edi_host_http_proxy"] = host.Proxies.GetValueOrDefault("http", ""),
            ["edi_host_https_proxy"] = host.Proxies.GetValueOrDefault("https", ""),
            ["edi_host_ftp_proxy"] = host.Proxies.GetValueOrDefault("ftp", ""),
            ["edi_host_socks_proxy"] = host.Proxies.GetValueOrDefault("all", ""),
            ["edi_host_no_proxy"] = host.Proxies.GetValueOrDefault("no", ""),
            ["edi_create_distributable_image"] = source.Purpose == DefinitionPurpose.Image,
            ["edi_configure_remote_target"] = source.Purpose == DefinitionPurpose.Device,
            ["edi_debug_mode"] = false,
            ["edi_start_at_task"] = "",
        };
        foreach (var (name, value) in parameters)
        {
            variables[name] = value?.DeepClone();
        }

        return variables;
    }
}
