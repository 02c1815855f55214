using System.Collections.Immutable;
using System.Globalization;

namespace Edi.Tasks.Report;

/// <summary>Reads what EdiImage has left about packages: name, version, architecture and KiB, with tabs between, one a line.</summary>
internal static class ReportedPackages
{
    /// <param name="architecture">The image's.</param>
    public static ImmutableArray<ReportedPackage> Parse(IEnumerable<string> lines, string architecture) =>
        [.. lines.Select(line => line.Split('\t')).Select(fields => new ReportedPackage(
            fields[2] == architecture || fields[2] == "all" ? fields[0] : $"{fields[0]}:{fields[2]}",
            fields[1],
            // A package without a size is rare, and legal.
            fields[3].Length == 0 ? 0 : long.Parse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture) << 10))];
}
