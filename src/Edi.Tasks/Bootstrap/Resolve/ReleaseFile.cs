using System.Collections.Immutable;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What a mirror says of a suite in its file Release or InRelease.</summary>
internal sealed record ReleaseFile(string Suite, string CodeName, ImmutableArray<string> Architectures, ImmutableArray<string> Components)
{
    /// <summary>Whether it is the suite of that name; mmdebstrap takes the essential packages from there.</summary>
    public bool IsSuite(string name) => name == Suite || name == CodeName;

    public static ReleaseFile Parse(string text)
    {
        // Behind the fields come thousands of checksums.
        var fields = text.Split('\n').TakeWhile(line => !line.StartsWith("MD5Sum:", StringComparison.Ordinal) && !line.StartsWith("SHA256:", StringComparison.Ordinal))
            .Select(line => line.Split(':', 2))
            .Where(field => field.Length == 2)
            .DistinctBy(field => field[0])
            .ToDictionary(field => field[0], field => field[1].Trim());
        return new(
            fields.GetValueOrDefault("Suite", ""),
            fields.GetValueOrDefault("Codename", ""),
            Words("Architectures").Remove("all"),
            // In older suites of Debian's security archive they begin with the archive's own folder.
            [.. Words("Components").Select(component => component.Split('/')[^1])]);

        ImmutableArray<string> Words(string field) => [.. fields.GetValueOrDefault(field, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>What apt has fetched from a mirror for a suite; null when it has not.</summary>
    /// <param name="lists">apt's folder of lists.</param>
    public static ReleaseFile? Find(string lists, string uri, string suite)
    {
        string prefix = ListName(uri, suite);
        return new[] { "InRelease", "Release" }.Select(name => Path.Combine(lists, prefix + name)).FirstOrDefault(File.Exists) is { } file ? Parse(File.ReadAllText(file)) : null;
    }

    /// <summary>How apt begins the names of a suite's files: the address with '_' in the place of '/'.</summary>
    internal static string ListName(string uri, string suite)
    {
        string address = MirrorAddress.WithoutUser(uri);
        address = address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..];
        address = address.StartsWith("//", StringComparison.Ordinal) ? address[2..] : address;
        string folder = suite.EndsWith('/') ? $"{address.TrimEnd('/')}/{suite}" : $"{address.TrimEnd('/')}/dists/{suite}/";
        return folder.Replace("_", "%5f", StringComparison.Ordinal).Replace('/', '_');
    }
}
