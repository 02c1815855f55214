using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>
/// Turns values into JSON, for templates and Ansible. Plain scalars get their type by the rules of YAML 1.1, as PyYAML
/// knows them, which Ansible and edi use: <c>yes</c> is true and <c>0755</c> is octal; what is quoted stays text. What JSON lacks is a
/// <see cref="TaggedText"/>. Where PyYAML would fail, at the thirteenth month, a value stays text.
/// </summary>
internal static partial class YamlValues
{
    public static JsonNode? ToJson(DefinitionNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(KeyToJson(entry.Key), ToJson(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode scalar => ScalarToJson(scalar),
        _ => throw new NotSupportedException($"{node.GetType().Name} has no value."),
    };

    public static bool IsTrue(ScalarNode scalar) => ToJson(scalar) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>What two keys have in common that are one for Python, in which 1, 1.0 and true are equal.</summary>
    public static string IdentityOf(ScalarNode key) => ToJson(key) switch
    {
        null => TaggedText.Of("null", "~"),
        var value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => TaggedText.Of("int", value.GetValue<bool>() ? "1" : "0"),
        var value when value.GetValueKind() == JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) is var number && Math.Floor(number) == number
            ? TaggedText.Of("int", BigInteger.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer.ToString(CultureInfo.InvariantCulture) : new BigInteger(number).ToString(CultureInfo.InvariantCulture))
            : TaggedText.Of("float", value.ToJsonString()),
        var value => value.GetValue<string>(),
    };

    private static string KeyToJson(ScalarNode key) => ToJson(key) switch
    {
        null => TaggedText.Of("null", "~"),
        var value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => TaggedText.Of("bool", value.ToJsonString()),
        var value when value.GetValueKind() == JsonValueKind.Number => TaggedText.Of(IsInteger(value) ? "int" : "float", value.ToJsonString()),
        var value => value.GetValue<string>(),
    };

    private static bool IsInteger(JsonNode number) => number.ToJsonString().All(c => char.IsAsciiDigit(c) || c == '-');

    private static JsonNode? ScalarToJson(ScalarNode scalar) => !scalar.IsPlain ? JsonValue.Create(TaggedText.Of(scalar.Text)) : scalar.Text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => ToJson(double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => ToJson(double.NegativeInfinity),
        ".nan" or ".NaN" or ".NAN" => ToJson(double.NaN),
        var text when ToInteger(text) is { } integer => scalar.Tag == "float" ? ToJson((double)integer) : JsonNode.Parse(integer.ToString(CultureInfo.InvariantCulture)),
        var text when ToFloat(text) is { } number => ToJson(number),
        var text when YamlTimestamp.Parse(text) is { } time => JsonValue.Create(TaggedText.Of("timestamp", time)),
        var text => JsonValue.Create(TaggedText.Of(text)),
    };

    private static BigInteger? ToInteger(string text)
    {
        const int mostDigits = 4000; // Python reads no longer ones.
        if (!Integer().IsMatch(text) || text.Length > mostDigits)
        {
            return null;
        }

        string digits = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        BigInteger? value = digits switch
        {
            "0x" or "0b" => null,
            ['0', 'x', .. var hexadecimal] => ToInteger(hexadecimal, 16),
            ['0', 'b', .. var binary] => ToInteger(binary, 2),
            ['0', _, ..] => ToInteger(digits, 8),
            _ => digits.Split(':').Aggregate(BigInteger.Zero, (sum, part) => (sum * 60) + BigInteger.Parse(part, CultureInfo.InvariantCulture)),
        };
        return text[0] == '-' ? -value : value;
    }

    private static BigInteger ToInteger(string digits, int numberBase) =>
        digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * numberBase) + Convert.ToInt32(digit.ToString(), 16));

    private static double? ToFloat(string text)
    {
        if (!Float().IsMatch(text))
        {
            return null;
        }

        string digits = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        double value = digits.Split(':').Aggregate(0.0, (sum, part) => (sum * 60) + double.Parse(part, CultureInfo.InvariantCulture));
        return text[0] == '-' ? -value : value;
    }

    private static JsonNode ToJson(double value)
    {
        if (!double.IsFinite(value))
        {
            return JsonValue.Create(TaggedText.Of("float", double.IsNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf"));
        }

        string written = value.ToString(CultureInfo.InvariantCulture);
        // 6.0 stays a number with a point, as it is in Python.
        return JsonNode.Parse(written.All(c => char.IsAsciiDigit(c) || c == '-') ? written + ".0" : written)!;
    }

    /// <summary>Whether YAML 1.1 reads digits with colons, such as 22:22, as a number to the base 60.</summary>
    public static bool IsSexagesimal(ScalarNode scalar) => scalar.IsPlain && Sexagesimal().IsMatch(scalar.Text);

    /// <summary>Whether YAML reads the text as a number that is written otherwise, as 2.10, which is 2.1.</summary>
    public static bool LosesDigits(ScalarNode scalar) =>
        scalar.IsPlain && !IsSexagesimal(scalar) && Float().IsMatch(scalar.Text) && ToJson(scalar)?.ToJsonString() != scalar.Text;

    [GeneratedRegex(@"^[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^([-+]?[0-9][0-9_]*(\.[0-9_]*([eE][-+][0-9]+)?|(:[0-5]?[0-9])+\.[0-9_]*)|\.[0-9][0-9_]*([eE][-+][0-9]+)?)\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"^[-+]?([1-9][0-9_]*(:[0-5]?[0-9])+|[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*)\z")]
    private static partial Regex Sexagesimal();
}
