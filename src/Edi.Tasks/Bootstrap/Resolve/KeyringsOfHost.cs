using Edi.Tasks.Definition;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>The files of keys that packages of this machine, or its users, have put where such files belong.</summary>
internal static class KeyringsOfHost
{
    private static readonly string[] s_folders = ["/usr/share/keyrings", "/etc/apt/keyrings", "/etc/apt/trusted.gpg.d"];

    /// <summary>The file with a key, by the key's ID or fingerprint; null when none has it.</summary>
    public static string? Find(string key) => s_folders
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        .FirstOrDefault(file => Has(file, key));

    private static bool Has(string file, string key)
    {
        try
        {
            return new FileInfo(file).Length <= OpenPgpKeys.MaximumLength && OpenPgpKeys.Fingerprints(OpenPgpKeys.Read(File.ReadAllBytes(file))).Any(fingerprint => fingerprint.EndsWith(key, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return false; // It is no keyring, or not for this user.
        }
    }
}
