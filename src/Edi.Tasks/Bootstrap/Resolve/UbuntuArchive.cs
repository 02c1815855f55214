using System.Collections.Immutable;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What a Debian host does not know of Ubuntu, by which images of it are mostly missed.</summary>
internal static class UbuntuArchive
{
    /// <summary>Debian's and Ubuntu's package with the keys, and where it has them.</summary>
    public const string KeyringPackage = "ubuntu-keyring";

    /// <summary>The file of keys.</summary>
    public const string Keyring = "/usr/share/keyrings/ubuntu-archive-keyring.gpg";

    private static readonly ImmutableArray<string> s_codeNames =
        ["trusty", "xenial", "bionic", "focal", "jammy", "mantic", "noble", "oracular", "plucky", "questing", "resolute", "devel"];

    /// <summary>The architectures of the first archive; the others are in the second one.</summary>
    private static readonly ImmutableArray<string> s_first = ["amd64", "i386"];

    public static bool HasSuite(string suite) => s_codeNames.Contains(suite.Split('-')[0]);

    public static bool IsMirror(string uri) => uri.Contains("ubuntu", StringComparison.OrdinalIgnoreCase);

    public static string MirrorFor(string architecture) => s_first.Contains(architecture) ? "http://archive.ubuntu.com/ubuntu" : "http://ports.ubuntu.com/ubuntu-ports";
}
