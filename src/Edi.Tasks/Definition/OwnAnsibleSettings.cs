using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>The settings of Ansible that only the build can set; what a project says of them does not count, and a warning says so.</summary>
internal static class OwnAnsibleSettings
{
    private const string Folders = "Ansible's own files are in a folder that vanishes with the step";
    private const string Image = "nothing of Ansible's own may stay in the image";
    private const string Log = "the step has a log of its own, without colours and without secrets";

    /// <summary>All of them, by the variable and by the line of <c>ansible.cfg</c>.</summary>
    public static ImmutableArray<OwnAnsibleSetting> All { get; } =
    [
        new("ANSIBLE_HOME", "defaults", "home", Folders),
        new("ANSIBLE_LOCAL_TEMP", "defaults", "local_tmp", Folders),
        new("ANSIBLE_SSH_CONTROL_PATH_DIR", "ssh_connection", "control_path_dir", Folders),
        new("ANSIBLE_RETRY_FILES_ENABLED", "defaults", "retry_files_enabled", Folders),
        new("ANSIBLE_CACHE_PLUGIN", "defaults", "fact_caching", "facts of another run would shape the result"),
        new("ANSIBLE_REMOTE_TEMP", "defaults", "remote_tmp", Image),
        new("ANSIBLE_REMOTE_TMP", "defaults", "remote_tmp", Image),
        new("ANSIBLE_SYSTEM_TMPDIRS", "defaults", "system_tmpdirs", Image),
        new("ANSIBLE_ASYNC_DIR", "defaults", "async_dir", Image),
        new("ANSIBLE_LOG_PATH", "defaults", "log_path", Log),
        new("ANSIBLE_NOCOLOR", "defaults", "nocolor", Log),
        new("ANSIBLE_FORCE_COLOR", "defaults", "force_color", Log),
        new("ANSIBLE_INVENTORY", "defaults", "inventory", "there is one host, in the group 'edi'; parameters of the definition are its variables"),
    ];

    /// <summary>Whether the build's own value is what a project says anyway.</summary>
    public static bool IsSame(OwnAnsibleSetting setting, string value) => setting.Key switch
    {
        "nocolor" => IsTrue(value),
        "force_color" or "retry_files_enabled" => !IsTrue(value),
        "fact_caching" => value is "memory" or "ansible.builtin.memory",
        _ => false,
    };

    private static bool IsTrue(string value) => value.ToLowerInvariant() is "y" or "yes" or "on" or "1" or "true" or "t";
}

/// <summary>A setting that only the build can set.</summary>
/// <param name="Reason">Why a project cannot, for messages.</param>
internal sealed record OwnAnsibleSetting(string Variable, string Section, string Key, string Reason);
