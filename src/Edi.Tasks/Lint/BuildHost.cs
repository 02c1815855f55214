using System.Collections.Immutable;

namespace Edi.Tasks.Lint;

/// <summary>What an image must not have of the machine that built it.</summary>
/// <param name="Name">The host's name.</param>
/// <param name="Resolver">The lines of its resolv.conf(5) that say something.</param>
/// <param name="Proxies">Its proxies.</param>
internal sealed record BuildHost(string Name, ImmutableArray<string> Resolver, ImmutableArray<string> Proxies)
{
    public static BuildHost Read() => new(
        Environment.MachineName,
        File.Exists("/etc/resolv.conf") ? ResolverLines(File.ReadAllText("/etc/resolv.conf")) : [],
        [
            .. new[] { "http_proxy", "https_proxy", "ftp_proxy", "all_proxy" }
                .SelectMany(name => new[] { name, name.ToUpperInvariant() })
                .Select(Environment.GetEnvironmentVariable).OfType<string>().Where(value => value.Length > 0),
        ]);

    /// <summary>The lines of a resolv.conf(5) that are no comments.</summary>
    public static ImmutableArray<string> ResolverLines(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] is not ('#' or ';')),
    ];
}
