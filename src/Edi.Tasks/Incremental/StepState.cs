using System.Collections.Immutable;
using System.Globalization;

namespace Edi.Tasks.Incremental;

/// <summary>Why MSBuild runs a step, as people say it.</summary>
internal static class StepState
{
    /// <summary>The reasons for which the step runs; none when it is up to date.</summary>
    /// <param name="stamp">What the step depended on when it last ended well.</param>
    /// <param name="fingerprint">What it depends on now.</param>
    /// <param name="inputs">The digest files of the steps whose results it begins with.</param>
    /// <param name="outputs">The files and folders that it leaves.</param>
    public static ImmutableArray<string> ReasonsToRun(string stamp, string fingerprint, IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        if (!File.Exists(stamp))
        {
            return ["it has not been built"];
        }

        // Whoever makes what a step begins with removes what had been made of it; that is no reason of its own.
        string[] changed = [.. inputs.Where(input => IsNewer(input, stamp))];
        return
        [
            .. changed.Length > 0 ? [] : outputs.Where(output => !Path.Exists(output)).Select(output => $"{output} is missing"),
            .. new StepResults(StepFiles.ResultsOf(stamp)).FindAltered().Select(output => $"{output} is not what the step has left"),
            .. Differences(File.ReadAllLines(stamp), File.ReadAllLines(fingerprint)),
            .. changed.Select(input => $"the result of {Path.GetFileNameWithoutExtension(input)} changed{Details(StepFiles.InputOf(stamp, input), input)}"),
        ];
    }

    /// <summary>A list of reasons as people read it: the first ones, and how many there are besides.</summary>
    public static string Summary(IReadOnlyCollection<string> reasons)
    {
        const int shown = 3;
        return reasons.Count <= shown
            ? string.Join(", ", reasons)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", reasons.Take(shown))}, and {reasons.Count - shown} more");
    }

    // What of it changed, where the step has kept what it began with.
    private static string Details(string kept, string input) =>
        File.Exists(kept) && Differences(File.ReadAllLines(kept), File.ReadAllLines(input)).ToArray() is { Length: > 0 } differences
            ? $" ({Summary(differences)})"
            : "";

    private static bool IsNewer(string file, string stamp) => File.Exists(file) && File.GetLastWriteTimeUtc(file) > File.GetLastWriteTimeUtc(stamp);

    private static IEnumerable<string> Differences(string[] before, string[] after)
    {
        var old = ByName(before);
        var current = ByName(after);
        return current.Keys.Where(name => !old.ContainsKey(name)).Select(name => $"{name} was added")
            .Concat(old.Keys.Where(name => !current.ContainsKey(name)).Select(name => $"{name} was removed"))
            .Concat(current.Where(line => old.TryGetValue(line.Key, out string? value) && value != line.Value).Select(line => $"{line.Key} changed"))
            .Order(StringComparer.Ordinal);
    }

    // A name may be there several times, as a mirror's is.
    private static Dictionary<string, string> ByName(string[] lines) => lines
        .Select(line => line.Split('=', 2))
        .GroupBy(parts => parts[0])
        .ToDictionary(group => group.Key, group => string.Join('\n', group.Select(parts => parts[^1])));
}
