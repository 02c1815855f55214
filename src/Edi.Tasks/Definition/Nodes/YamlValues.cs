using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>
/// Turns values into JSON, for templates and Ansible. Plain scalars get their type by the rules of YAML 1.1, which
/// Ansible and edi follow: <c>yes</c> is true and <c>0755</c> is octal; what is quoted stays text.
/// </summary>
internal static partial class YamlValues
{
    public static JsonNode? ToJson(DefinitionNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode scalar => ScalarToJson(scalar),
        _ => throw new NotSupportedException($"{node.GetType().Name} has no value."),
    };

    public static bool IsTrue(ScalarNode scalar) => ToJson(scalar) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    private static JsonValue? ScalarToJson(ScalarNode scalar) => !scalar.IsPlain ? JsonValue.Create(scalar.Text) : scalar.Text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        _ when ToInteger(scalar.Text) is { } integer => JsonValue.Create(integer),
        _ when ToFloat(scalar.Text) is { } number => number,
        _ => JsonValue.Create(scalar.Text),
    };

    private static long? ToInteger(string text)
    {
        if (!Integer().IsMatch(text))
        {
            return null;
        }

        bool negative = text[0] == '-';
        string digits = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        try
        {
            long value = digits switch
            {
                "0x" or "0b" => throw new OverflowException(),
                ['0', 'x', .. var hexadecimal] => checked((long)Convert.ToUInt64(hexadecimal, 16)),
                ['0', 'b', .. var binary] => checked((long)Convert.ToUInt64(binary, 2)),
                ['0', _, ..] => checked((long)Convert.ToUInt64(digits, 8)),
                _ => long.Parse(digits, CultureInfo.InvariantCulture),
            };
            return negative ? -value : value;
        }
        catch (OverflowException)
        {
            return null; // Too large for a number: it reaches Ansible as text.
        }
    }

    private static JsonValue? ToFloat(string text)
    {
        if (!Float().IsMatch(text))
        {
            return null;
        }

        double value = double.Parse(text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        string written = value.ToString(CultureInfo.InvariantCulture);
        // 6.0 stays a number with a point, as it is in Python; too large a number reaches Ansible as text.
        return !double.IsFinite(value) ? null : (JsonValue)JsonNode.Parse(written.All(c => char.IsAsciiDigit(c) || c == '-') ? written + ".0" : written)!;
    }

    /// <summary>Whether YAML 1.1 reads digits with colons, such as 22:2222, as a number to the base 60.</summary>
    public static bool IsSexagesimal(ScalarNode scalar) => scalar.IsPlain && Sexagesimal().IsMatch(scalar.Text);

    /// <summary>Whether YAML reads the text as a number that is written otherwise, as 2.10, which is 2.1.</summary>
    public static bool LosesDigits(ScalarNode scalar) =>
        scalar.IsPlain && Float().IsMatch(scalar.Text) && ToJson(scalar)?.ToJsonString() != scalar.Text;

    [GeneratedRegex(@"^[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?)\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\z")]
    private static partial Regex Sexagesimal();
}
