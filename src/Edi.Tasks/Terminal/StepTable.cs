using System.Globalization;
using System.Text;

namespace Edi.Tasks.Terminal;

/// <summary>A step that ran.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Why">Why it ran.</param>
/// <param name="Size">Of what it left, as people read it; a word for what became of it where it left nothing.</param>
internal sealed record StepRow(string Step, string Why, TimeSpan Duration, string Size);

/// <summary>The steps of a project that ran in a build: why, how long, and what they left.</summary>
internal sealed class StepTable(string project)
{
    private const string Gap = "  ";
    private const int NarrowestReason = 16;

    private readonly List<StepRow> _rows = [];

    public string Project => project;

    public void Add(StepRow row) => _rows.Add(row);

    /// <param name="width">The terminal's; what does not fit goes on below.</param>
    public string Format(int width)
    {
        StepRow heading = new("step", "why", TimeSpan.Zero, "size");
        int step = Widest(row => row.Step, heading);
        int seconds = int.Max(_rows.Max(row => Seconds(row).Length), "seconds".Length);
        int size = Widest(row => row.Size, heading);
        int why = int.Max(width - 1 - step - seconds - size - (4 * Gap.Length), NarrowestReason);
        var text = new StringBuilder().Append('\n').Append(Gap).Append(CultureInfo.InvariantCulture, $"Steps of {LiveText.Clean(project)} that ran:\n");
        foreach (var (row, time) in _rows.Select(row => (row, Seconds(row))).Prepend((heading, "seconds")))
        {
            string[] lines = [.. Wrap(LiveText.Clean(row.Why), why)];
            text.Append(Line(row.Step, lines[0], time, row.Size));
            foreach (string line in lines[1..])
            {
                text.Append(Line("", line, "", ""));
            }
        }

        return text.ToString();

        string Line(params string[] cells) => $"{Gap}{Left(cells[0], step)}{Gap}{Left(cells[1], why)}{Gap}{Right(cells[2], seconds)}{Gap}{Right(cells[3], size)}".TrimEnd() + '\n';
    }

    private int Widest(Func<StepRow, string> cell, StepRow heading) => _rows.Append(heading).Max(row => LiveText.Width(LiveText.Clean(cell(row))));

    private static string Seconds(StepRow row) => row.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Left(string text, int width) => Pad(text, width) is var (clean, padding) ? clean + padding : "";

    private static string Right(string text, int width) => Pad(text, width) is var (clean, padding) ? padding + clean : "";

    private static (string Text, string Padding) Pad(string text, int width)
    {
        string clean = LiveText.Clean(text);
        return (clean, new(' ', int.Max(width - LiveText.Width(clean), 0)));
    }

    /// <summary>Lines of whole words; a word that is longer than a line goes on in the next one.</summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width)))
        {
            if (line.Length > 0 && LiveText.Width(line.ToString()) + 1 + LiveText.Width(word) > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private static IEnumerable<string> Pieces(string word, int width)
    {
        var piece = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            if (LiveText.Width(piece.ToString()) + LiveText.Width(rune.ToString()) > width)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune);
        }

        yield return piece.ToString();
    }
}
