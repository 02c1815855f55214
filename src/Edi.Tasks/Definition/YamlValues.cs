using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Edi.Tasks.Definition;

/// <summary>
/// Turns parameters into JSON for Ansible. Plain scalars get their type by the rules of YAML 1.1, which Ansible and
/// edi follow: <c>yes</c> is true and <c>0755</c> is octal; what is quoted stays text.
/// </summary>
internal static partial class YamlValues
{
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(
            mapping.Children.Select(child => KeyValuePair.Create(KeyOf(child.Key), ToJson(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode scalar => ScalarToJson(scalar),
        _ => throw new NotSupportedException($"A YAML node of kind {node.NodeType} has no value."),
    };

    /// <summary>A key's text; a key that is no scalar has none that Ansible could use.</summary>
    public static string KeyOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? key.ToString();

    private static JsonValue? ScalarToJson(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str"))
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
            _ when ToInteger(text) is { } integer => JsonValue.Create(integer),
            _ when Float().IsMatch(text) => JsonValue.Create(double.Parse(text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(text),
        };
    }

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

    [GeneratedRegex(@"^[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?)\z")]
    private static partial Regex Float();
}
