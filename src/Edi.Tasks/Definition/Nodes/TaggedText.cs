using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>
/// YAML has values that JSON lacks: keys that are no texts, dates, infinity. In JSON each is a text as YAML would write it,
/// with its tag: <c>!!int 80</c>, <c>!!timestamp 2024-02-29</c>, <c>!!float .inf</c>. What gives the values to Jinja2 and to Ansible
/// makes them again what they are.
/// </summary>
internal static class TaggedText
{
    private const string Mark = "!!", Text = "str";

    private static readonly string[] s_tags = [Text, "int", "float", "bool", "null", "timestamp"];

    public static string Of(string tag, string text) => $"{Mark}{tag} {text}";

    /// <summary>A text that is a text; one that looks like a value with a tag gets a tag itself.</summary>
    public static string Of(string text) => Split(text) is null ? text : Of(Text, text);

    /// <summary>The text of a key or a value without its tag, for whoever knows texts only.</summary>
    public static string Plain(string text) => Split(text)?.Text ?? text;

    /// <summary>Values for whoever knows those of JSON only. Where two keys differ in their tags alone, the second one keeps its tag.</summary>
    public static JsonNode? Plain(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject mapping:
                var plain = new JsonObject();
                foreach (var (key, value) in mapping)
                {
                    plain.Add(plain.ContainsKey(Plain(key)) ? key : Plain(key), Plain(value));
                }

                return plain;
            case JsonArray list:
                return new JsonArray([.. list.Select(Plain)]);
            case JsonValue value when value.TryGetValue(out string? text):
                return JsonValue.Create(Plain(text));
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>The tag and the text of a value with a tag; null for any other text.</summary>
    public static (string Tag, string Text)? Split(string text)
    {
        int end = text.StartsWith(Mark, StringComparison.Ordinal) ? text.IndexOf(' ', StringComparison.Ordinal) : -1;
        return end > 0 && text[Mark.Length..end] is var tag && s_tags.Contains(tag) ? (tag, text[(end + 1)..]) : null;
    }

    /// <summary>The values in one line of YAML, for PyYAML. Where none has a tag that is JSON, which Ansible tries first.</summary>
    public static string ToYaml(JsonNode? node)
    {
        string json = node?.ToJsonString() ?? "null";
        if (!json.Contains($"\"{Mark}", StringComparison.Ordinal))
        {
            return json;
        }

        var yaml = new StringBuilder();
        Write(node, yaml);
        return yaml.ToString();
    }

    private static void Write(JsonNode? node, StringBuilder yaml)
    {
        switch (node)
        {
            case JsonObject mapping:
                yaml.Append('{');
                foreach (var (key, value) in mapping)
                {
                    // With a question mark, a key may be of any length.
                    yaml.Append("? ");
                    Write(key, yaml);
                    yaml.Append(" : ");
                    Write(value, yaml);
                    yaml.Append(", ");
                }

                yaml.Append('}');
                break;
            case JsonArray list:
                yaml.Append('[');
                foreach (var item in list)
                {
                    Write(item, yaml);
                    yaml.Append(", ");
                }

                yaml.Append(']');
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                Write(text, yaml);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.ToJsonString() is var number && number.Contains('E', StringComparison.Ordinal):
                // YAML 1.1 wants a point in a number with an exponent.
                yaml.Append(CultureInfo.InvariantCulture, $"!!float \"{number}\"");
                break;
            default:
                yaml.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void Write(string text, StringBuilder yaml)
    {
        if (Split(text) is { } value)
        {
            yaml.Append(Mark).Append(value.Tag).Append(' ');
            text = value.Text;
        }

        yaml.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            // JSON would write the characters beyond the first plane as two halves, which YAML does not put together.
            yaml.Append(rune.Value is >= ' ' and < 0x7f and not '"' and not '\\'
                ? rune.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"));
        }

        yaml.Append('"');
    }
}
