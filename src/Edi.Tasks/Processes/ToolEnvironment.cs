using System.Collections.Immutable;

namespace Edi.Tasks.Processes;

/// <summary>The environment of every program: built up from nothing, so that a host's variables neither shape nor leak into an image.</summary>
internal static class ToolEnvironment
{
    /// <summary>Where programs are looked for. Debian keeps mke2fs and its like in sbin, which a user's PATH lacks.</summary>
    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // How the network is reached is a fact of the host that downloads cannot do without; SOURCE_DATE_EPOCH is the
    // reproducible-builds convention for the one time that may enter an artifact.
    private static readonly ImmutableArray<string> Inherited =
    [
        "SOURCE_DATE_EPOCH",
        "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
        "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY",
    ];

    /// <summary>The one time that may enter an artifact, in seconds since 1970; null when it is not set.</summary>
    public static string? SourceDateEpoch => Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is { Length: > 0 } epoch ? epoch : null;

    // Not remembered: a worker of MSBuild serves builds with other environments.
    public static ImmutableDictionary<string, string> Base => Build();

    private static ImmutableDictionary<string, string> Build()
    {
        var environment = ImmutableDictionary.CreateBuilder<string, string>();
        environment["PATH"] = SearchPath;
        environment["HOME"] = "/tmp";
        environment["LC_ALL"] = "C.UTF-8";
        environment["TZ"] = "UTC";
        foreach (string name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        return environment.ToImmutable();
    }
}
