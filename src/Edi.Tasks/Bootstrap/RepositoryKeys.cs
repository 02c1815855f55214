using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap;

/// <summary>Fetches the keys that a definition names by URL, edi's <c>repository_key</c>, so that apt can verify with them.</summary>
internal static class RepositoryKeys
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>The same bootstrap with its keys as files, which vanish with the sandbox.</summary>
    /// <exception cref="EdiException">EDI2003, when a key cannot be had.</exception>
    public static BootstrapDefinition Fetch(BootstrapDefinition bootstrap, EdiSandbox sandbox, CancellationToken cancellation) => bootstrap with
    {
        Keyrings = [.. bootstrap.Keyrings, .. bootstrap.KeyUrls.Select(url => Fetch(url, sandbox.ScratchDirectory, cancellation)).ToImmutableArray()],
        KeyUrls = [],
    };

    private static string Fetch(string url, string folder, CancellationToken cancellation)
    {
        try
        {
            using var client = new HttpClient { Timeout = s_patience };
            byte[] key = client.GetByteArrayAsync(new Uri(url), cancellation).GetAwaiter().GetResult();
            // apt tells an armoured key from a binary one by the name's ending.
            string ending = key.AsSpan().StartsWith("-----BEGIN PGP"u8) ? ".asc" : ".gpg";
            string path = Path.Combine(folder, $"key-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..8]}{ending}");
            File.WriteAllBytes(path, key);
            // apt verifies as a user of its own.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            return path;
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new EdiException(EdiCodes.KeyNotFetched, $"The key '{Passwords.Mask(url)}' could not be fetched: {e.Message} Check 'repository_key' and the network, or put the key's file beside the definition and name that.");
        }
    }
}
