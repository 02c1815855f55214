using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>The parameters of a documentation step that mean something to who renders it; all others are its template's.</summary>
internal static class DocumentationParameters
{
    private const string Names = "a list of packages' names";
    private const string Replacements = "a list of mappings with the keys 'pattern' and 'replacement', both texts";

    private static readonly (string Name, string Expected, Func<JsonNode, bool> IsRight)[] s_parameters =
    [
        ("edi_doc_include_packages", Names, AreNames),
        ("edi_doc_exclude_packages", Names, AreNames),
        ("edi_doc_include_changelog", "true or false", value => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False),
        ("edi_doc_changelog_baseline", "a date, such as '2024-05-31 00:00:00 GMT'", value => value is JsonValue),
        ("edi_doc_replacements", Replacements, AreReplacements),
    ];

    /// <param name="values">The step's variables.</param>
    /// <param name="position">Where one of them stands.</param>
    public static void Check(IReadOnlyDictionary<string, JsonNode?> values, Func<string, SourcePosition> position, ProblemList problems)
    {
        foreach (var (name, expected, isRight) in s_parameters)
        {
            if (values.GetValueOrDefault(name) is { } value && !isRight(value))
            {
                problems.Add(EdiCodes.WrongKind, position(name), $"'{name}' must be {expected}; found {value.ToJsonString(s_readable)}.");
            }
        }
    }

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool AreNames(JsonNode value) => value is JsonArray names && names.All(IsText);

    private static bool AreReplacements(JsonNode value) => value is JsonArray entries
        && entries.All(entry => entry is JsonObject keys && keys.All(key => key.Key is "pattern" or "replacement" && IsText(key.Value)) && keys.ContainsKey("pattern"));

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;
}
