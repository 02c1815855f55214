using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Tests;

/// <summary>What editors complete in an .ediproj, made of the tables of docs/properties.md, in the format of the MSBuild Editor.</summary>
internal static partial class BuildSchema
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="page">The text of the page.</param>
    /// <param name="describe">What the definition's schema says of an item's metadata; null where it knows nothing.</param>
    public static string Of(string page, Func<string, string, string?> describe)
    {
        var properties = new JsonObject();
        var items = new JsonObject();
        var targets = new JsonObject();
        string item = "";
        string[] header = [];
        foreach (string line in page.Split('\n'))
        {
            if (Item().Match(line) is { Success: true } paragraph)
            {
                item = paragraph.Groups["name"].Value;
                items[item] = new JsonObject { ["description"] = Capital(Text(paragraph.Groups["what"].Value)) };
            }
            else if (line.StartsWith('#'))
            {
                item = "";
            }

            string[] cells = Cells(line);
            if (cells is [])
            {
                header = [];
            }
            else if (header is [])
            {
                header = cells;
            }
            else if (!cells.All(cell => cell.All(character => character == '-')))
            {
                foreach (string name in Code().Matches(cells[0]).Select(match => match.Groups[1].Value))
                {
                    switch (header)
                    {
                        case ["property", "default", "meaning", "example"]:
                            properties[name] = Value(Capital(Text(cells[2])), cells[1], cells[3]);
                            break;
                        case ["property", "default", "key", "example"]:
                            properties[name] = Value($"Says what {Text(cells[2])} in the definition says, and overrides it", cells[1], cells[3]);
                            break;
                        case ["metadata", "default", "example"]:
                            var metadata = (JsonObject)(items[item]!["metadata"] ??= new JsonObject());
                            metadata[name] = describe(item, name) ?? $"Default: {Text(cells[1])}. Example: {Text(cells[2])}";
                            break;
                        case ["target", "makes"]:
                            targets[name] = Capital(Text(cells[1]).Replace("nothing: ", "", StringComparison.Ordinal));
                            break;
                        case ["target", "shows"]:
                            targets[name] = "Shows " + Text(cells[1]);
                            break;
                        default:
                            throw new FormatException($"docs/properties.md has a table that no editor would know: {string.Join(" | ", header)}");
                    }
                }
            }
        }

        return new JsonObject { ["properties"] = properties, ["items"] = items, ["targets"] = targets }.ToJsonString(s_readable) + "\n";
    }

    /// <summary>A value that is <c>true</c> or <c>false</c> by default is one of these; a default that is a single word is known to editors as such.</summary>
    private static JsonObject Value(string description, string standard, string example)
    {
        var value = new JsonObject { ["description"] = $"{description}. Example: {Text(example)}" };
        if (OneWord().Match(standard) is { Success: true } word)
        {
            value["defaultValue"] = word.Groups[1].Value;
            if (word.Groups[1].Value is "true" or "false")
            {
                value["type"] = "bool";
            }
        }
        else if (standard.Length > 0)
        {
            value["description"] = $"{description}. Default: {Text(standard)}. Example: {Text(example)}";
        }

        return value;
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. Cell().Split(line.Trim().Trim('|')).Select(cell => cell.Trim().Replace("\\|", "|", StringComparison.Ordinal))] : [];

    /// <summary>Markdown without what leads elsewhere.</summary>
    private static string Text(string markdown) => Link().Replace(markdown, "$1").Trim().TrimEnd('.');

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^`(?<name>Edi\w+|ProjectReference)`, (?<what>.+?)(?:[:;.]|, like|, which|$)")]
    private static partial Regex Item();

    [GeneratedRegex(@"`([A-Za-z_]\w*)`")]
    private static partial Regex Code();

    [GeneratedRegex("^`([^`]*)`$")]
    private static partial Regex OneWord();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cell();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
