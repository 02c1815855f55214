using System.Globalization;
using System.Text;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>A plan as people read it: a table that fits a terminal of 80 columns.</summary>
internal static class PlanTable
{
    private const int Width = 80;
    private const int LongestName = 34;
    private const string Gap = "  ";

    /// <param name="title">What the plan is of.</param>
    /// <param name="folder">The project's folder, from which paths are shown.</param>
    public static string Of(string title, IReadOnlyCollection<ShownStep> steps, string folder)
    {
        if (steps.Count == 0)
        {
            return $"{title}: no steps\n";
        }

        int name = Math.Min(LongestName, steps.Select(step => step.Name.Length).Append("step".Length).Max());
        int runs = "perhaps".Length;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{title}: {Count(steps)}\n\n");
        AddRow(text, "step", "runs", ["why"]);
        foreach (var step in steps)
        {
            AddRow(text, step.Name, step.Runs, Wrap(StepState.Summary(step.Why).Replace(Path.TrimEndingDirectorySeparator(folder) + "/", "", StringComparison.Ordinal), Width - name - runs - (2 * Gap.Length)));
        }

        return text.ToString();

        void AddRow(StringBuilder table, string first, string second, IReadOnlyList<string> third)
        {
            if (first.Length > name)
            {
                table.Append(CultureInfo.InvariantCulture, $"{first}\n");
                first = "";
            }

            for (int line = 0; line < Math.Max(1, third.Count); line++)
            {
                table.Append((first.PadRight(name) + Gap + second.PadRight(runs) + Gap + third.ElementAtOrDefault(line)).TrimEnd()).Append('\n');
                (first, second) = ("", "");
            }
        }
    }

    private static string Count(IReadOnlyCollection<ShownStep> steps)
    {
        int yes = steps.Count(step => step.Runs == "yes"), perhaps = steps.Count(step => step.Runs == "perhaps");
        string all = string.Create(CultureInfo.InvariantCulture, $"{yes} of {steps.Count} {(steps.Count == 1 ? "step runs" : "steps run")}");
        return perhaps == 0 ? all : string.Create(CultureInfo.InvariantCulture, $"{all}, and perhaps {perhaps} more");
    }

    /// <summary>The lines of a text, of which none is wider; a longer word, as a path may be, is broken.</summary>
    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > width)
            {
                lines.Add(line);
                line = "";
            }

            for (; rest.Length > width; rest = rest[width..])
            {
                lines.Add(rest[..width]);
            }

            line = line.Length == 0 ? rest : $"{line} {rest}";
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return lines;
    }
}
