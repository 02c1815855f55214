using System.Globalization;
using System.Text;

namespace Edi.Tasks.Terminal;

/// <summary>What <see cref="LiveLine"/> shows, as one line of a terminal.</summary>
internal static class LiveText
{
    private const string Indentation = "  ";

    /// <param name="title">What runs.</param>
    /// <param name="detail">What it is about; empty when nobody knows.</param>
    /// <param name="elapsed">Since when it runs.</param>
    /// <param name="last">How long it ran the last time; null when it never did.</param>
    /// <param name="width">The terminal's.</param>
    public static string Format(string title, string detail, TimeSpan elapsed, TimeSpan? last, int width)
    {
        string times = last is { } before ? $"{Seconds(elapsed)}, last time {Seconds(before)}" : Seconds(elapsed);
        string text = Indentation + Clean(detail.Length > 0 ? $"{title}: {detail}" : title);
        int room = width - times.Length - Indentation.Length - 1; // A character in the last column would begin a new line.
        if (room < Indentation.Length + 1)
        {
            return Shorten(text, int.Max(width - 1, 0));
        }

        string left = Shorten(text, room);
        return left + new string(' ', room - Width(left)) + Indentation + times;
    }

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds):0} s");

    /// <summary>A text in which nothing commands the terminal: it may come from what runs in an image.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control:
                    clean.Append(rune.Value == '\t' ? ' ' : '?');
                    break;
                case UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    break;
                default:
                    clean.Append(rune);
                    break;
            }
        }

        return clean.ToString();
    }

    /// <summary>A text that fits, whole or with an ellipsis.</summary>
    public static string Shorten(string text, int width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var shortened = new StringBuilder();
        int used = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Width(rune);
            if (used > width)
            {
                break;
            }

            shortened.Append(rune);
        }

        return width > 0 ? $"{shortened}…" : "";
    }

    /// <summary>How many columns a text takes, at most.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    // From the Hangul Jamo on there are characters that take two columns; which do, terminals do not agree on.
    private static int Width(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : rune.Value is >= 0x1100 and not (>= 0x2000 and < 0x2600) ? 2
        : 1;
}
