using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>What is probably wrong with a text that is not YAML, in words for those who do not know how parsers work.</summary>
internal static partial class YamlMistakes
{
    // What YamlDotNet says, and what it means to the user. Whatever is not here is shown as YamlDotNet says it.
    private static readonly ImmutableArray<(string Fragment, string Meaning)> s_meanings =
    [
        ("found invalid mapping", "Here ':' makes a key, where there cannot be one. Put the value in quotes if the ':' belongs to it; else look at the indentation, and for a ':' that is missing before."),
        ("did not find expected key", "Here a key was expected. Look at the indentation of this line, and for a quote or bracket too many or too few before it."),
        ("did not find expected '-' indicator", "Here '- ' was expected, which begins the next item of the list, or less indentation, which ends the list."),
        ("cannot start any token", "No value begins with this character. Put the value in quotes."),
        ("did not find expected ',' or ']'", "A bracket '[' is not closed, or ',' is missing."),
        ("did not find expected ',' or '}'", "A brace '{' is not closed, or ',' is missing."),
        ("did not find expected node content", "A value is missing here, or a bracket before is not closed."),
        ("could not find expected ':'", "A ':' is missing behind this key, or this line of a longer value is indented too little."),
        ("unknown escape character", "Between double quotes '\\' begins an escape such as \\n. Use single quotes, or write '\\\\'."),
        ("multi-line double-quoted scalar", "A quote '\"' is not closed."),
        ("while scanning a quoted scalar, found unexpected end of stream", "A quote is not closed."),
    ];

    /// <summary>What is wrong where an expression of a template stands without quotes, which YAML takes for a mapping.</summary>
    public const string BareExpression = "A value that begins with '{{' needs quotes around all of it: \"{{ … }}\".";

    /// <summary>What the parser's message means.</summary>
    public static string Meaning(string message) =>
        s_meanings.FirstOrDefault(known => message.Contains(known.Fragment, StringComparison.OrdinalIgnoreCase)).Meaning ?? message;

    /// <summary>
    /// What is wrong before any parser says so, or what hides behind what it says: the index of the mistake and the
    /// words for it, or null.
    /// </summary>
    public static (int Index, string Message)? Find(string text)
    {
        if (Conflict().Match(text) is { Success: true } conflict)
        {
            return (conflict.Index, "Here is the mark of a merge conflict, which has to be resolved.");
        }

        return Space().Match(text) is { Success: true } space
            ? (space.Index + space.Length - 1, $"The character U+{(int)space.Value[^1]:X4} looks like a space, but is none.")
            : null;
    }

    /// <summary>The ':' without a space behind it that makes a value of what was meant to be a key, or null.</summary>
    /// <param name="message">The parser's.</param>
    /// <param name="index">The place that it complains about.</param>
    public static int? FindColonWithoutSpace(string text, string message, int index)
    {
        int line = text.LastIndexOf('\n', Math.Max(0, index - 1)) + 1;
        if (message.Contains("found invalid mapping", StringComparison.OrdinalIgnoreCase) && line > 0)
        {
            line = text.LastIndexOf('\n', Math.Max(0, line - 2)) + 1; // The value goes on here, and has begun in the line before.
        }
        else if (!message.Contains("did not find expected key", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return KeyWithoutSpace().Match(text, line) is { Success: true } key && key.Index == line ? key.Groups[1].Index : null;
    }

    /// <summary>The expression of a template with which a value begins in the line that the parser complains about, or in the one before; null when there is none.</summary>
    /// <param name="index">The place that it complains about.</param>
    public static int? FindBareExpression(string text, int index)
    {
        int line = text.LastIndexOf('\n', Math.Max(0, Math.Min(index, text.Length) - 1)) + 1;
        int before = line < 2 ? 0 : text.LastIndexOf('\n', line - 2) + 1;
        return new[] { line, before }.Select(start => BareValue().Match(text, start) is { Success: true } value ? (int?)value.Groups[1].Index : null).FirstOrDefault(found => found is not null);
    }

    /// <summary>The first character that no YAML file may hold.</summary>
    public static (int Index, string Message)? FindControl(string text) =>
        Control().Match(text) is { Success: true } control
            ? (control.Index, $"The control character U+{(int)control.Value[0]:X4} cannot be in a definition. Between double quotes, write it as \\x{(int)control.Value[0]:x2}.")
            : null;

    /// <summary>The first tab in the indentation of the lines that the parser complains about.</summary>
    public static int? FindTab(string text, int from, int to)
    {
        int start = from == 0 ? 0 : text.LastIndexOf('\n', from - 1) + 1;
        return Tab().Match(text, start) is { Success: true } tab && tab.Index <= to ? tab.Index + tab.Length - 1 : null;
    }

    [GeneratedRegex(@"^(<<<<<<< |>>>>>>> |=======\r?$)", RegexOptions.Multiline)]
    private static partial Regex Conflict();

    [GeneratedRegex(@"^ *[\u00A0\u2000-\u200B\u202F\u3000]", RegexOptions.Multiline)]
    private static partial Regex Space();

    // A URL is none.
    [GeneratedRegex(@"\G *(?:- +)?[A-Za-z_][\w-]*(:)[^\s/:]\S*[ \r]*$", RegexOptions.Multiline)]
    private static partial Regex KeyWithoutSpace();

    [GeneratedRegex(@"\G *(?:- +)*(?:[\w.-]+: +)?(\{\{)")]
    private static partial Regex BareValue();

    [GeneratedRegex(@"^ *\t", RegexOptions.Multiline)]
    private static partial Regex Tab();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]")]
    private static partial Regex Control();
}
