using System.Collections.Immutable;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Variables;

/// <summary>
/// The keys that ssh would offer to an unknown host, see IdentityFile in ssh_config(5): those that the user's and the
/// machine's configuration name for every host, else the usual ones; only where both halves of a pair are there.
/// </summary>
internal static class SshIdentities
{
    private static readonly ImmutableArray<string> s_usual = ["id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_xmss", "id_dsa"];

    /// <param name="home">The user's home.</param>
    /// <param name="machine">The folder of the machine's configuration.</param>
    public static ImmutableArray<string> PublicKeys(string home, string machine = "/etc/ssh")
    {
        string folder = Path.Combine(home, ".ssh");
        var configuration = new SshConfiguration(home);
        ImmutableArray<string> named = [.. configuration.IdentityFiles(Path.Combine(folder, "config")).Concat(configuration.IdentityFiles(Path.Combine(machine, "ssh_config"))).Distinct()];
        var keys = named.IsEmpty ? s_usual.Select(name => Path.Combine(folder, name)) : named;
        // As for ssh itself, a folder that cannot be read has no keys.
        return [.. keys.Where(key => FileIdentity.IsRegularFile(key) && FileIdentity.IsRegularFile(key + ".pub")).Select(key => key + ".pub")];
    }
}
