using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>Masks secrets in what is shown of a definition: values of names that tell it, wherever else these values are, hashes of passwords, and passwords of URLs.</summary>
/// <param name="values">The values that nothing may show.</param>
internal sealed class ShownSecrets(IEnumerable<string> values)
{
    private const string Masked = "***";

    private readonly Secrets _secrets = new(values);

    public string Mask(string text) => _secrets.Mask(text);

    public JsonObject Mask(IEnumerable<KeyValuePair<string, JsonNode?>> variables) =>
        LoadTimeVariables.WithoutPasswords(new(variables.Select(variable => KeyValuePair.Create(variable.Key, Mask(variable.Key, variable.Value)))));

    /// <param name="name">The name of the value, or of the list that has it.</param>
    public JsonNode? Mask(string name, JsonNode? value) => value switch
    {
        JsonObject mapping => new JsonObject(mapping.Select(member => KeyValuePair.Create(member.Key, Mask(member.Key, member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(entry => Mask(name, entry))]),
        JsonValue scalar when SecretParameters.IsName(name) && scalar.GetValueKind() is (JsonValueKind.String or JsonValueKind.Number) => Masked,
        JsonValue scalar when scalar.TryGetValue(out string? text) => CryptHash.IsModern(text) ? Masked : Mask(text),
        _ => value?.DeepClone(),
    };
}
