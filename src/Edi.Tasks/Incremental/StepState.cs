using System.Collections.Immutable;

namespace Edi.Tasks.Incremental;

/// <summary>Whether MSBuild would run a step, and why, as people say it.</summary>
internal static class StepState
{
    /// <summary>The reasons for which the step would run; none when it is up to date.</summary>
    /// <param name="inputs">The steps whose results it begins with.</param>
    /// <param name="outputs">The files and folders that it leaves.</param>
    public static ImmutableArray<string> ReasonsToRun(StepFiles files, string step, IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        string stamp = files.Stamp(step);
        if (!File.Exists(stamp))
        {
            return ["it has not been built"];
        }

        var reasons = ImmutableArray.CreateBuilder<string>();
        reasons.AddRange(outputs.Append(files.Digest(step)).Where(output => !Path.Exists(output)).Select(output => $"{output} is missing"));
        reasons.AddRange(Differences(File.ReadAllLines(stamp), File.ReadAllLines(files.Fingerprint(step))));
        reasons.AddRange(inputs
            .Where(input => File.Exists(files.Digest(input)) && File.GetLastWriteTimeUtc(files.Digest(input)) > File.GetLastWriteTimeUtc(stamp))
            .Select(input => $"the result of {input} changed"));
        return reasons.ToImmutable();
    }

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
