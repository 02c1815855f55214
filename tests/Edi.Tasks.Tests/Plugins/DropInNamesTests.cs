using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Tests;

/// <summary>Files in folders whose readers pass over names with dots, tildes and the like.</summary>
public sealed partial class DropInNamesTests
{
    // The characters that sudo, cron, run-parts, ifupdown and dpkg all read.
    private const string Filter = "| regex_replace('[^A-Za-z0-9_-]', '_') }}";

    private static readonly ImmutableArray<string> s_paths =
    [
        .. Directory.EnumerateDirectories(Repository.PathOf("src"))
            .Select(folder => Path.Combine(folder, "plugins"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories))
            .SelectMany(File.ReadLines)
            .Select(line => DropIn().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value),
    ];

    [Fact]
    public void A_name_from_a_parameter_is_one_that_is_read()
    {
        var names = s_paths.Where(name => name.Contains("{{", StringComparison.Ordinal)).ToImmutableArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.EndsWith(Filter, name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_is_one_that_is_read() =>
        Assert.All(s_paths.Where(name => !name.Contains("{{", StringComparison.Ordinal)), name => Assert.Matches("^[A-Za-z0-9_-]+$", name));

    [GeneratedRegex(@"^\s*(-\s+)?(dest|path): ""?/etc/(sudoers\.d|cron\.(d|hourly|daily|weekly|monthly)|network/(interfaces|if-[a-z-]+)\.d|dpkg/dpkg\.cfg\.d|kernel/[a-z]+\.d|initramfs-tools/conf\.d)/(?<name>.+?)""?$")]
    private static partial Regex DropIn();
}
