using System.Globalization;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>Dates and times of YAML 1.1, as PyYAML reads them.</summary>
internal static partial class YamlTimestamp
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>The date, or the date and the time, in ISO 8601; null for what is none, or is none of a calendar.</summary>
    public static string? Parse(string text)
    {
        if (Date().Match(text) is { Success: true } date)
        {
            return IsDay(date) ? text : null;
        }

        var time = Time().Match(text);
        if (!time.Success || !IsDay(time) || Number(time, "hour") > 23 || Number(time, "minute") > 59 || Number(time, "second") > 59 || Zone(time) is not { } zone)
        {
            return null;
        }

        string fraction = time.Groups["fraction"].Value;
        int microseconds = int.Parse(fraction.Length > 6 ? fraction[..6] : fraction.PadRight(6, '0'), CultureInfo.InvariantCulture);
        string seconds = string.Create(CultureInfo.InvariantCulture, $"{Number(time, "year"):D4}-{Number(time, "month"):D2}-{Number(time, "day"):D2}T{Number(time, "hour"):D2}:{Number(time, "minute"):D2}:{Number(time, "second"):D2}");
        return $"{seconds}{(microseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{microseconds:D6}"))}{zone}";
    }

    private static bool IsDay(Match match) =>
        Number(match, "year") > 0 && Number(match, "month") is > 0 and <= 12
        && Number(match, "day") is var day && day > 0 && day <= DateTime.DaysInMonth(Number(match, "year"), Number(match, "month"));

    /// <summary>The time zone as <c>+01:00</c>, or an empty text when none is said; null for one that is none.</summary>
    private static string? Zone(Match match)
    {
        if (!match.Groups["zone"].Success)
        {
            return "";
        }

        int minutes = (Number(match, "zone_hour") * 60) + Number(match, "zone_minute");
        return minutes >= MinutesOfDay ? null : string.Create(CultureInfo.InvariantCulture, $"{(match.Groups["sign"].Value == "-" && minutes > 0 ? '-' : '+')}{minutes / 60:D2}:{minutes % 60:D2}");
    }

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})\z")]
    private static partial Regex Date();

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})([Tt]|[ \t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]*))?([ \t]*(?<zone>Z|(?<sign>[-+])(?<zone_hour>[0-9]{1,2})(:(?<zone_minute>[0-9]{2}))?))?\z")]
    private static partial Regex Time();
}
