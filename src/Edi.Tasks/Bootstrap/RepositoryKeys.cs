using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap;

/// <summary>
/// The keys that packages are verified with, as files in the sandbox: not armoured, and readable for apt's own user. The host's
/// further keys count for nothing, since the image does not have them.
/// </summary>
internal sealed class RepositoryKeys
{
    /// <summary>Their folder: the sandbox's memory. Signed-By is a list that spaces part, which the folder of a cache may have in its name.</summary>
    public const string Folder = "/tmp/edi-keys";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // By the file or URL that they come from.
    private readonly Dictionary<string, string> _names = [];
    private readonly StringBuilder _contents = new();
    private readonly BootstrapDefinition _bootstrap;

    private RepositoryKeys(BootstrapDefinition bootstrap) => _bootstrap = bootstrap;

    /// <summary>Lines with the name of each key's file, and where a package has the same keys in the image, if one does.</summary>
    public string Places => string.Concat(_names.Select(key => $"{key.Value} {(IsOfPackage(key.Key) ? key.Key : "")}\n"));

    /// <summary>What tells these keys from others: whoever makes the same root file system has the same.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_contents.ToString())));

    /// <summary>Makes the files.</summary>
    /// <exception cref="EdiException">EDI2003, when keys cannot be had; EDI2004, when they are none.</exception>
    public static RepositoryKeys Install(BootstrapDefinition bootstrap, EdiSandbox sandbox, CancellationToken cancellation)
    {
        var keys = new RepositoryKeys(bootstrap);
        var problems = new ProblemList();
        foreach (string keyring in bootstrap.AllKeyrings.Prepend(OpenPgpKeys.FileOfDebian).Distinct())
        {
            problems.Collect(() => keys.Write(keyring, Read(keyring, bootstrap.Places.Keyrings.GetValueOrDefault(keyring, bootstrap.Position)), sandbox));
        }

        foreach (var key in bootstrap.KeyUrls)
        {
            problems.Collect(() => keys.Write(key.Url, Check(Fetch(key, cancellation), $"The key '{Passwords.Mask(key.Url)}'", key.Position), sandbox));
        }

        problems.ThrowIfErrors();
        return keys;
    }

    /// <summary>The files of a mirror's own keys, or of those for all mirrors: Debian's, and the section's.</summary>
    public IEnumerable<string> Of(MirrorDefinition mirror) =>
        (mirror.Keyrings.IsEmpty ? [OpenPgpKeys.FileOfDebian, .. _bootstrap.Keyrings, .. _bootstrap.KeyUrls.Select(key => key.Url)] : mirror.Keyrings)
            .Distinct().Select(key => $"{Folder}/{_names[key]}");

    /// <summary>The beginning of the name of a keyring's file.</summary>
    public static string NameOf(string place) => string.Concat(Path.GetFileNameWithoutExtension(place).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));

    private void Write(string place, byte[] keys, EdiSandbox sandbox)
    {
        string name = _names[place] = NewName(place);
        _contents.Append(CultureInfo.InvariantCulture, $"{name}={Convert.ToHexStringLower(SHA256.HashData(keys))}\n");
        sandbox.Require(
            EdiCodes.BootstrapFailed,
            new ToolCommand("sh", "-euc", "umask 022; mkdir -p \"${1%/*}\"; base64 --decode >\"$1\"", "sh", $"{Folder}/{name}") { StandardInput = Convert.ToBase64String(keys) });
    }

    // apt reads files of no other names.
    private string NewName(string place)
    {
        string stem = NameOf(place);
        return Enumerable.Range(1, _names.Count + 1)
            .Select(number => number == 1 ? $"{stem}.gpg" : FormattableString.Invariant($"{stem}-{number}.gpg"))
            .First(name => !_names.ContainsValue(name));
    }

    private static bool IsOfPackage(string place) =>
        Path.GetDirectoryName(place) == "/usr/share/keyrings" && Path.GetFileName(place).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static byte[] Read(string keyring, SourcePosition position)
    {
        try
        {
            return Check(File.ReadAllBytes(keyring), $"The keyring '{keyring}'", position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EdiException([new(EdiCodes.KeyUnusable, $"The keyring '{keyring}' cannot be read: {e.Message}", position)]);
        }
    }

    private static byte[] Check(byte[] content, string what, SourcePosition position)
    {
        try
        {
            return OpenPgpKeys.Read(content);
        }
        catch (FormatException e)
        {
            throw new EdiException([new(EdiCodes.KeyUnusable, $"{what} {e.Message}.", position)]);
        }
    }

    private static byte[] Fetch(KeyUrl key, CancellationToken cancellation)
    {
        try
        {
            using var client = new HttpClient { Timeout = s_patience, MaxResponseContentBufferSize = OpenPgpKeys.MaximumLength };
            return client.GetByteArrayAsync(new Uri(key.Url), cancellation).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new EdiException([new(EdiCodes.KeyNotFetched, $"The key '{Passwords.Mask(key.Url)}' could not be fetched: {e.Message} Check 'repository_key' and the network, or put the key's file beside the definition and name that.", key.Position)]);
        }
    }
}
