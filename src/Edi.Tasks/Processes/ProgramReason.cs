using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Processes;

/// <summary>Finds, among the last lines that programs have printed before one of them failed, the line that says why.</summary>
internal static partial class ProgramReason
{
    // What follows from the failure, and what programs say of any.
    private static readonly ImmutableArray<string> s_consequences =
    [
        "E: mmdebstrap failed to run", "E: setup failed", "E: apt-get ", "E: env ", "E: run_", "E: command failed", "E: Sub-process ", "E: Some index files failed", "E: Unable to fetch some archives",
        "tar: Exiting with failure status", "tar: Error is not recoverable", "Errors were encountered while processing",
    ];

    /// <summary>The line, without what marks it as an error; null where none looks like a reason.</summary>
    public static string? Find(ImmutableArray<string> lines)
    {
        if (lines.FirstOrDefault(line => OfPackage().IsMatch(line)) is { } package)
        {
            // dpkg tells the package in one line, and the reason in the next.
            return $"{package.TrimEnd(':')}: {lines.ElementAtOrDefault(lines.IndexOf(package) + 1)?.Trim()}".TrimEnd(':', ' ');
        }

        var telling = lines.Where(line => !s_consequences.Any(line.StartsWith)).ToImmutableArray();
        // apt's first error has caused the others; other programs end with theirs.
        string? reason = telling.FirstOrDefault(line => line.StartsWith("E: ", StringComparison.Ordinal)) ?? telling.LastOrDefault(line => Error().IsMatch(line));
        return reason is null ? null
            : Structured().Match(reason) is { Success: true } structured ? structured.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
            : Mark().Replace(reason, "").Trim();
    }

    /// <summary>The package that dpkg could not install, if that is the reason.</summary>
    public static string? FindPackage(ImmutableArray<string> lines) =>
        lines.Select(line => OfPackage().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value.Split('/')[^1].Split(':', '_')[0];

    [GeneratedRegex(@"^dpkg: error processing (?:package|archive) (\S+)")]
    private static partial Regex OfPackage();

    [GeneratedRegex(@"\b(?:error|fatal|panic|failed|failure|cannot|can't|could not|unable to|no such|denied|not found|no space left|invalid|refused)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Error();

    // Buildah's and Podman's log lines.
    [GeneratedRegex("level=(?:error|fatal) msg=\"(.*)\"$")]
    private static partial Regex Structured();

    [GeneratedRegex("^(?:E|Error|ERROR|error): ")]
    private static partial Regex Mark();
}
