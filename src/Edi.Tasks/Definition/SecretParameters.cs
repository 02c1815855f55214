using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Nodes;

namespace Edi.Tasks.Definition;

/// <summary>The values in a definition that are secrets: those of parameters whose names say so, and hashes of passwords.</summary>
internal static partial class SecretParameters
{
    // A log has shorter ones everywhere.
    private const int ShortestNumber = 6;

    /// <summary>The lines of these values, at whatever depth of the merged definition.</summary>
    public static ImmutableArray<string> Of(JsonNode? definition) => [.. ValuesOf("", definition).Distinct()];

    /// <summary>Whether a name says that its value is a secret.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    private static IEnumerable<string> ValuesOf(string name, JsonNode? value) => value switch
    {
        JsonObject mapping => mapping.SelectMany(member => ValuesOf(member.Key, member.Value)),
        JsonArray list => list.SelectMany(entry => ValuesOf(name, entry)),
        JsonValue text when text.TryGetValue(out string? secret) && (IsName(name) || CryptHash.IsModern(secret)) => TaggedText.Plain(secret).Split('\n', StringSplitOptions.TrimEntries),
        JsonValue number when IsName(name) && number.GetValueKind() == JsonValueKind.Number && number.ToJsonString() is { Length: >= ShortestNumber } digits => [digits],
        _ => [],
    };

    // What ends otherwise is about a secret and none itself: password_authentication, token_file. A public key is meant to be seen.
    [GeneratedRegex("(password|passwd|passphrase|secret|token|credential|(private|api|access|shared)_?key|psk)s?(_hash)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
