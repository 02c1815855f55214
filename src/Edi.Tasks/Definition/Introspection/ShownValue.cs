using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>Writes a value as YAML or as JSON, for people and for programs.</summary>
internal static class ShownValue
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ISerializer s_yaml = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithEventEmitter(next => new BlockEmitter(next))
        .WithIndentedSequences()
        .Build();

    /// <param name="format">yaml or json; empty means yaml.</param>
    /// <exception cref="EdiException">EDI1005, when the format is none of these.</exception>
    public static string Format(JsonNode value, string format) => format switch
    {
        "" or "yaml" => s_yaml.Serialize(ToObject(value)!),
        "json" => TaggedText.Plain(value)!.ToJsonString(s_json) + "\n",
        _ => throw new EdiException(EdiCodes.InvalidValue, $"The property EdiShowFormat must be yaml or json; found '{format}'."),
    };

    private static object? ToObject(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.ToDictionary(entry => entry.Key, entry => ToObject(entry.Value)),
        JsonArray list => list.Select(ToObject).ToList(),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => ToNumber(value.ToJsonString()),
            _ => value.GetValue<string>(),
        },
        _ => null,
    };

    // A decimal is written as it was read: 6.0 stays 6.0. Whole numbers of any length are as they are.
    private static object ToNumber(string json) =>
        json.All(c => char.IsAsciiDigit(c) || c == '-') ? TaggedText.Of("int", json)
        : decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? exact : double.Parse(json, CultureInfo.InvariantCulture);

    /// <summary>Texts of several lines, such as scripts, stand as they are, and so do values that JSON lacks.</summary>
    private sealed class BlockEmitter(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string tagged && TaggedText.Split(tagged) is { } value)
            {
                bool isText = value.Tag == "str";
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value.Text, isText ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain, !isText, isText));
                return;
            }

            if (eventInfo.Source.Value is string text && (text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : StyleOf(text)) is not ScalarStyle.Any and var style)
            {
                eventInfo = new ScalarEventInfo(eventInfo.Source) { Style = style };
            }

            base.Emit(eventInfo, emitter);
        }

        // The serializer knows what else than a text is true or a number, and not what is a date.
        private static ScalarStyle StyleOf(string text) =>
            YamlValues.ToJson(new ScalarNode(text, IsPlain: true, SourcePosition.None)) is JsonValue value && value.TryGetValue(out string? read) && read == text ? ScalarStyle.Any : ScalarStyle.DoubleQuoted;
    }
}
