namespace Edi.Tasks.Incremental;

/// <summary>The versions of the host's Debian packages, read from dpkg's own file: asking each tool would cost a process in every build.</summary>
internal static class HostPackages
{
    private const string StatusFile = "/var/lib/dpkg/status";

    // Read once for each state of the file: a worker of MSBuild may outlive an upgrade of the host.
    private static (string State, Dictionary<string, string> Versions)? s_cache;
    private static readonly Lock s_lock = new();

    /// <summary>What tells one state of the host's packages from another; empty when the host has no packages of Debian.</summary>
    public static string State => File.Exists(StatusFile) ? FileIdentity.Of(StatusFile) : "";

    /// <summary>The installed version, or null.</summary>
    public static string? VersionOf(string package)
    {
        lock (s_lock)
        {
            string state = State;
            if (s_cache is not { } cache || cache.State != state)
            {
                cache = (state, state.Length > 0 ? Parse(File.ReadLines(StatusFile)) : []);
                s_cache = cache;
            }

            return cache.Versions.GetValueOrDefault(package);
        }
    }

    internal static Dictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        string package = "";
        bool installed = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("Package: ", StringComparison.Ordinal))
            {
                package = line["Package: ".Length..];
            }
            else if (line.StartsWith("Status: ", StringComparison.Ordinal))
            {
                installed = line.EndsWith(" installed", StringComparison.Ordinal);
            }
            else if (line.StartsWith("Version: ", StringComparison.Ordinal) && installed)
            {
                versions[package] = line["Version: ".Length..];
            }
        }

        return versions;
    }
}
