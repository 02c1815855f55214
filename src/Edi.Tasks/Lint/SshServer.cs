using System.Collections.Immutable;

namespace Edi.Tasks.Lint;

/// <summary>What an image's ssh server lets open a session, by sshd_config(5): of each setting the first one counts.</summary>
/// <param name="settings">Names and values in their order, without those that concern some users only.</param>
internal sealed class SshServer(ImmutableArray<(string Name, string Value)> settings)
{
    /// <summary>The server; null when the image has none.</summary>
    public static SshServer? Find(RootTree root) => root.Find("/usr/sbin/sshd") is { IsFile: true }
        ? new([
            // Debian's sshd_config begins with the files of that folder. What follows a Match concerns some users only.
            .. root.FilesIn("/etc/ssh/sshd_config.d")
                .Where(file => file.Name.EndsWith(".conf", StringComparison.Ordinal))
                .Select(file => file.Path).Append("/etc/ssh/sshd_config")
                .SelectMany(file => root.ReadLines(file).TakeWhile(line => !line.StartsWith("Match ", StringComparison.OrdinalIgnoreCase)))
                .Select(line => line.Split([' ', '\t', '='], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(words => words.Length > 1)
                .Select(words => (words[0], words[1].TrimStart('=').Trim())),
        ])
        : null;

    /// <summary>Whether a password opens a session.</summary>
    public bool AcceptsPasswords => !Is("PasswordAuthentication", "no");

    /// <summary>Whether root's password does, which must be said.</summary>
    public bool AcceptsRootsPassword => AcceptsPasswords && Is("PermitRootLogin", "yes");

    /// <summary>Whether keys in files open the session of a user.</summary>
    public bool AcceptsKeysOf(Account user) => !Is("PubkeyAuthentication", "no") && !(user.IsRoot && Is("PermitRootLogin", "no"));

    /// <summary>Whether it asks something else than files for keys: a program, or the signature of an authority.</summary>
    public bool KnowsOtherKeys => new[] { "AuthorizedKeysCommand", "TrustedUserCAKeys" }.Any(name => Value(name) is { } value && !value.Equals("none", StringComparison.OrdinalIgnoreCase));

    /// <summary>The files with the keys of a user.</summary>
    public IEnumerable<string> KeyFilesOf(Account user) => (Value("AuthorizedKeysFile") ?? ".ssh/authorized_keys .ssh/authorized_keys2")
        .Split([' ', '\t', '"'], StringSplitOptions.RemoveEmptyEntries)
        .Select(file => file.Replace("%h", user.Home, StringComparison.Ordinal).Replace("%u", user.Name, StringComparison.Ordinal).Replace("%%", "%", StringComparison.Ordinal))
        .Select(file => file.StartsWith('/') ? file : $"{user.Home}/{file}");

    private bool Is(string name, string value) => string.Equals(Value(name), value, StringComparison.OrdinalIgnoreCase);

    private string? Value(string name) => settings.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
