using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition.Layout;

/// <summary>Sizes as people write them: <c>512MiB</c>, <c>2GiB</c>. Units of 1000 are refused, since they never fit sectors.</summary>
internal static partial class ByteSize
{
    private static readonly ImmutableArray<(string Unit, long Bytes)> s_units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40)];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        foreach (var (unit, factor) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
                && count <= long.MaxValue / factor)
            {
                bytes = count * factor;
                return true;
            }
        }

        return false;
    }

    /// <summary>What a size in another spelling was probably meant to be: <c>1GiB</c> for <c>1GB</c>, <c>1G</c> and <c>1 gib</c>; null for anything else.</summary>
    public static string? Meant(string text) =>
        OtherSpelling().Match(text) is { Success: true } size
        && s_units.FirstOrDefault(unit => unit.Unit[0] == char.ToUpperInvariant(size.Groups[2].Value[0])) is { Unit: not null } found
        && decimal.TryParse(size.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count)
        && count * found.Bytes is var bytes and > 0 and < long.MaxValue
        && bytes % s_units[0].Bytes == 0
            ? decimal.IsInteger(count) ? string.Create(CultureInfo.InvariantCulture, $"{count:0}{found.Unit}") : Exact((long)bytes)
            : null;

    /// <summary>As a definition writes it: in the largest unit of which it is a whole number.</summary>
    public static string Exact(long bytes)
    {
        var (unit, factor) = s_units.LastOrDefault(candidate => bytes > 0 && bytes % candidate.Bytes == 0, ("B", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{unit}");
    }

    /// <summary>For people: in the largest unit that keeps three digits.</summary>
    public static string Format(long bytes)
    {
        var (unit, factor) = s_units.LastOrDefault(candidate => bytes >= candidate.Bytes, ("B", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / factor:0.#} {unit}");
    }

    [GeneratedRegex(@"^\s*([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([KMGT])(?:i?B)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherSpelling();
}
