namespace Edi.Testing;

/// <summary>What lets a user in over ssh.</summary>
public sealed class EdiCredential
{
    private EdiCredential(string? secret, string? keyPath)
    {
        Secret = secret;
        KeyPath = keyPath;
    }

    internal string? Secret { get; }

    internal string? KeyPath { get; }

    /// <summary>A password. It needs the Debian package sshpass, and a server that accepts passwords.</summary>
    /// <param name="password">The password; no other user of the host sees it.</param>
    public static EdiCredential Password(string password) => new(password, null);

    /// <summary>A private key without a passphrase.</summary>
    /// <param name="path">Its file, which only its owner may read.</param>
    /// <exception cref="EdiTestingException">There is no such file.</exception>
    public static EdiCredential KeyFile(string path) => File.Exists(path)
        ? new(null, Path.GetFullPath(path))
        : throw new EdiTestingException($"There is no private key {Path.GetFullPath(path)}; ssh-keygen -t ed25519 -N '' -f {path} makes one.");
}
