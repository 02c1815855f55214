using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Lint;

/// <summary>How somebody can log in on a machine with the image: at a console, by ssh, or with an account that only the machine makes or knows.</summary>
internal sealed partial class LogIns(RootTree root, Accounts accounts)
{
    // What makes accounts on the first boot, or keeps them elsewhere.
    private static readonly ImmutableArray<string> s_makers =
    [
        "/usr/bin/cloud-init", "/usr/bin/ignition", "/usr/lib/systemd/systemd-homed", "/usr/lib/userconf-pi", "/usr/libexec/gnome-initial-setup",
        "/usr/bin/tailscaled", "/usr/sbin/tailscaled", "/usr/bin/teleport",
    ];

    private static readonly ImmutableArray<string> s_displayManagers = ["/usr/sbin/gdm3", "/usr/sbin/lightdm", "/usr/bin/sddm", "/usr/bin/lxdm", "/usr/bin/greetd", "/usr/sbin/greetd"];

    private static readonly ImmutableArray<string> s_files = ["files", "compat", "systemd"];

    private readonly SshServer? _ssh = SshServer.Find(root);

    /// <summary>Whether there is any way.</summary>
    public bool ArePossible => IsLeftToTheMachine() || LogsInByItself() || accounts.Users.Where(HasShell).Any(user => OpensByPassword(user) || OpensByKey(user));

    private bool OpensByPassword(Account user) =>
        accounts.Passwords.Any(password => password.User == user.Name && password.Opens) && (HasConsole() || (_ssh is not null && (user.IsRoot ? _ssh.AcceptsRootsPassword : _ssh.AcceptsPasswords)));

    private bool OpensByKey(Account user) =>
        (_ssh?.AcceptsKeysOf(user) == true && _ssh.KeyFilesOf(user).Any(HasKeys))
        || (HasProgram("/usr/sbin/dropbear") && HasKeys($"{user.Home}/.ssh/authorized_keys"));

    private bool HasKeys(string file) => root.ReadLines(file).Any(line => !line.StartsWith('#'));

    // A shell that is not there opens no session, nor does one that only says so.
    private bool HasShell(Account user) =>
        user.Shell.Length == 0 || (Path.GetFileName(user.Shell) is not ("nologin" or "false" or "true" or "sync") && HasProgram(user.Shell));

    private bool HasProgram(string path) => root.Find(path) is { IsFile: true };

    private bool HasConsole() => (HasProgram("/bin/login") && new[] { "getty@.service", "serial-getty@.service", "console-getty.service" }.Any(unit => !IsMasked(unit)) && (HasProgram("/sbin/agetty") || HasProgram("/sbin/getty")))
        || s_displayManagers.Any(HasProgram);

    private bool IsMasked(string unit) => root.At($"/etc/systemd/system/{unit}") is { Target: "/dev/null" };

    private bool LogsInByItself() =>
        root.Find("/etc/systemd/system/sysinit.target.wants/debug-shell.service") is not null
        || new[] { "/etc/systemd/system", "/usr/lib/systemd/system", "/etc/inittab", "/etc/lightdm", "/etc/gdm3", "/etc/sddm.conf", "/etc/sddm.conf.d", "/etc/greetd" }
            .SelectMany(FilesBelow)
            .Any(file => AutoLogin().IsMatch(root.ReadText(file.Path)));

    // The units of packages are many; those with a log-in say so in their names.
    private IEnumerable<RootEntry> FilesBelow(string path) => root.Find(path) switch
    {
        { IsFile: true } file => [file],
        { Kind: RootEntryKind.Folder } => root.In(path).SelectMany(entry => entry.Kind == RootEntryKind.Folder
            ? root.FilesIn(entry.Path)
            : entry.IsFile && (!path.StartsWith("/usr/", StringComparison.Ordinal) || entry.Name.Contains("getty", StringComparison.Ordinal)) ? [entry] : []),
        _ => [],
    };

    private bool IsLeftToTheMachine() =>
        s_makers.Any(maker => root.Find(maker) is not null)
        || _ssh?.KnowsOtherKeys == true
        || accounts.Passwords.Any(password => password.User == "root" && password.Hash == "!unprovisioned" && HasProgram("/usr/bin/systemd-firstboot") && !IsMasked("systemd-firstboot.service"))
        || root.ReadLines("/etc/nsswitch.conf").Where(line => line.StartsWith("passwd:", StringComparison.Ordinal))
            .SelectMany(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1..])
            .Any(service => !service.StartsWith('[') && !service.EndsWith(']') && !s_files.Contains(service))
        || root.ReadLines("/etc/pam.d/common-auth").Any(line => !line.StartsWith('#') && OtherModule().IsMatch(line));

    // agetty's option, also in its short form; a display manager's setting that is switched on.
    [GeneratedRegex(@"^(?!\s*[#;]).*(--autologin|getty\b.*\s-a\s*\w|\blogin\s+-f\b|autologin-user\s*=\s*\w|AutomaticLoginEnable\s*=\s*[Tt]rue|\[Autologin\]|\[initial_session\])", RegexOptions.Multiline)]
    private static partial Regex AutoLogin();

    [GeneratedRegex(@"\bpam_(krb5|ldap|sss|winbind|u2f|oslogin|google_authenticator|systemd_home)\b")]
    private static partial Regex OtherModule();
}
