using System.Collections.Immutable;
using System.Globalization;

namespace Edi.Tasks.Definition.Layout;

/// <summary>Sizes as people write them: <c>512MiB</c>, <c>2GiB</c>. Units of 1000 are refused, since they never fit sectors.</summary>
internal static class ByteSize
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
}
