using System.Collections.Immutable;

namespace Edi.Tasks.Definition.Variables;

/// <summary>
/// The keys that ssh would offer to an unknown host, see IdentityFile in ssh_config(5): those that the user's
/// configuration names for every host, else the usual ones; only where both halves of a pair are there.
/// </summary>
internal static class SshIdentities
{
    private static readonly ImmutableArray<string> s_usual = ["id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_xmss", "id_dsa"];

    public static ImmutableArray<string> PublicKeys(string home)
    {
        string folder = Path.Combine(home, ".ssh");
        try
        {
            string configuration = Path.Combine(folder, "config");
            var named = File.Exists(configuration) ? Named(File.ReadLines(configuration), home) : [];
            var keys = named.IsEmpty ? s_usual.Select(name => Path.Combine(folder, name)) : named;
            return [.. keys.Where(key => File.Exists(key) && File.Exists(key + ".pub")).Select(key => key + ".pub")];
        }
        catch (UnauthorizedAccessException)
        {
            return []; // As for ssh itself, a folder that cannot be read has no keys.
        }
    }

    internal static ImmutableArray<string> Named(IEnumerable<string> lines, string home)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        bool appliesToAll = true;
        foreach (string[] words in lines.Select(line => line.Trim().Split([' ', '\t', '='], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            switch (words)
            {
                case [var keyword, var pattern] when keyword.Equals("Host", StringComparison.OrdinalIgnoreCase):
                    appliesToAll = pattern == "*";
                    break;
                case [var keyword, _] when keyword.Equals("Match", StringComparison.OrdinalIgnoreCase):
                    appliesToAll = false;
                    break;
                case [var keyword, var file] when appliesToAll && keyword.Equals("IdentityFile", StringComparison.OrdinalIgnoreCase):
                    string path = file.Trim('"');
                    keys.Add(Path.GetFullPath(path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path, home));
                    break;
            }
        }

        return keys.ToImmutable();
    }
}
