namespace Edi.Tasks.Lint;

/// <summary>Whether an image's ssh server lets a password open a session, by sshd_config(5): of each setting the first one counts.</summary>
internal static class SshPasswords
{
    public static bool Accepts(RootTree root) =>
        root.Find("/usr/sbin/sshd") is { IsFile: true }
        && !string.Equals(Setting(root) ?? "yes", "no", StringComparison.OrdinalIgnoreCase);

    // Debian's sshd_config begins with the files of that folder. What follows a Match concerns some users only.
    private static string? Setting(RootTree root) => root.FilesIn("/etc/ssh/sshd_config.d")
        .Where(file => file.Name.EndsWith(".conf", StringComparison.Ordinal))
        .Select(file => file.Path).Append("/etc/ssh/sshd_config")
        .SelectMany(file => root.ReadLines(file).TakeWhile(line => !line.StartsWith("Match ", StringComparison.OrdinalIgnoreCase)))
        .Select(line => line.Split([' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(words => words.Length > 1 && words[0].Equals("PasswordAuthentication", StringComparison.OrdinalIgnoreCase))?[1];
}
