using System.Globalization;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Durations as people write them: <c>90s</c>, <c>3min</c>, <c>1h</c>, with the units of systemd.time(7).</summary>
internal static class Duration
{
    private static readonly (string Unit, long Seconds)[] s_units = [("min", 60), ("s", 1), ("h", 3600)];

    /// <summary>The duration, or null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        foreach (var (unit, seconds) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            {
                return TimeSpan.FromSeconds(count * seconds);
            }
        }

        return null;
    }

    /// <summary>For people.</summary>
    public static string Format(TimeSpan duration) => duration.TotalSeconds % 60 == 0 && duration.TotalSeconds > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s");
}
