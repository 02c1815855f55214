using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What apt says of packages that it cannot install.</summary>
/// <param name="Unavailable">Packages that it cannot have, each with those that it names in their place.</param>
/// <param name="Unmet">Packages whose dependencies cannot be met, each with what apt says of them.</param>
/// <param name="Other">Other errors.</param>
internal sealed partial record PackageComplaints(
    ImmutableArray<(string Package, UnavailableReason Reason, ImmutableArray<string> Instead)> Unavailable,
    ImmutableArray<(string Package, ImmutableArray<string> Clauses)> Unmet,
    ImmutableArray<string> Other)
{
    // The package manager's own summing up.
    private static readonly ImmutableArray<string> s_consequences =
    [
        "E: Unable to correct problems, you have held broken packages", "E: Couldn't find any package by ", "E: Error, pkgProblemResolver::Resolve generated breaks",
        "E: The following information from --solver",
    ];

    public static PackageComplaints Read(ImmutableArray<string> lines)
    {
        var unavailable = ImmutableArray.CreateBuilder<(string, UnavailableReason, ImmutableArray<string>)>();
        var unmet = ImmutableArray.CreateBuilder<(string Package, ImmutableArray<string> Clauses)>();
        var other = ImmutableArray.CreateBuilder<string>();
        Dictionary<string, ImmutableArray<string>> instead = [];
        bool isUnmet = false;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (Virtual().Match(line) is { Success: true } named)
            {
                instead[named.Groups[1].Value] = Block(lines, i + 1);
            }
            else if (Referred().Match(line) is { Success: true } referred)
            {
                int replaced = Enumerable.Range(i, Math.Min(5, lines.Length - i)).FirstOrDefault(at => lines[at].StartsWith("However the following packages replace it", StringComparison.Ordinal), -1);
                instead[referred.Groups[1].Value] = replaced < 0 ? [] : Block(lines, replaced + 1);
            }
            else if (Unknown().Match(line) is { Success: true } unknown)
            {
                unavailable.Add((unknown.Groups[1].Value, UnavailableReason.Unknown, []));
            }
            else if (NoCandidate().Match(line) is { Success: true } candidate)
            {
                string name = candidate.Groups[1].Value;
                bool isVirtual = lines.Any(told => Virtual().Match(told) is { Success: true } found && found.Groups[1].Value == name);
                unavailable.Add((name, isVirtual ? UnavailableReason.Virtual : UnavailableReason.Replaced, instead.GetValueOrDefault(name, [])));
            }
            else if (Pattern().Match(line) is { Success: true } pattern)
            {
                unavailable.Add((pattern.Groups[1].Value, UnavailableReason.Unknown, []));
            }
            else if (line.StartsWith("The following packages have unmet dependencies", StringComparison.Ordinal))
            {
                isUnmet = true;
            }
            else if (isUnmet && Broken().Match(line) is { Success: true } broken)
            {
                unmet.Add((broken.Groups[1].Value, [broken.Groups[2].Value.Trim()]));
            }
            else if (isUnmet && unmet.Count > 0 && line.StartsWith("  ", StringComparison.Ordinal))
            {
                var (package, clauses) = unmet[^1];
                unmet[^1] = (package, clauses[^1].EndsWith(" or", StringComparison.Ordinal) ? clauses.SetItem(clauses.Length - 1, $"{clauses[^1]} {line.Trim()}") : clauses.Add(line.Trim()));
            }
            else if (line.StartsWith("E: ", StringComparison.Ordinal))
            {
                isUnmet = false;
                if (!s_consequences.Any(line.StartsWith))
                {
                    // The newer solver counts its reasons below.
                    other.Add(string.Join(' ', lines.Skip(i + 1).TakeWhile(below => below.StartsWith("   ", StringComparison.Ordinal)).Select(below => below.Trim()).Prepend(line["E: ".Length..])));
                }
            }
        }

        return new([.. unavailable.DistinctBy(found => found.Item1)], unmet.ToImmutable(), other.ToImmutable());
    }

    /// <summary>The first words of the lines of a list.</summary>
    private static ImmutableArray<string> Block(ImmutableArray<string> lines, int from) =>
        [.. lines.Skip(from).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0])];

    [GeneratedRegex(@"^Package (\S+) is a virtual package provided by:")]
    private static partial Regex Virtual();

    [GeneratedRegex(@"^Package (\S+) is not available, but is referred to by another package")]
    private static partial Regex Referred();

    [GeneratedRegex(@"^E: Unable to locate package (\S+)")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^E: Package '?([^' ]+)'? has no installation candidate")]
    private static partial Regex NoCandidate();

    // A name that no package has, apt takes for a pattern, and installs all that match it.
    [GeneratedRegex(@"^Note, selecting '[^']+' for (?:regex|glob) '([^']+)'")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^ (\S+) : (.+)$")]
    private static partial Regex Broken();
}

/// <summary>Why a package cannot be had.</summary>
internal enum UnavailableReason
{
    /// <summary>No list has the name.</summary>
    Unknown,

    /// <summary>Several packages provide it, and it is none itself.</summary>
    Virtual,

    /// <summary>Other packages name it, but no list has it.</summary>
    Replaced,
}
