using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
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

    /// <param name="format">yaml or json.</param>
    public static string Format(JsonNode value, string format) =>
        format == "json" ? value.ToJsonString(s_json) + "\n" : s_yaml.Serialize(ToObject(value)!);

    private static object? ToObject(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.ToDictionary(entry => entry.Key, entry => ToObject(entry.Value)),
        JsonArray list => list.Select(ToObject).ToList(),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.TryGetValue(out long number) ? number : value.GetValue<double>(),
            _ => value.GetValue<string>(),
        },
        _ => null,
    };

    /// <summary>Texts of several lines, such as scripts, stand as they are.</summary>
    private sealed class BlockEmitter(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Contains('\n', StringComparison.Ordinal))
            {
                eventInfo = new ScalarEventInfo(eventInfo.Source) { Style = ScalarStyle.Literal };
            }

            base.Emit(eventInfo, emitter);
        }
    }
}
