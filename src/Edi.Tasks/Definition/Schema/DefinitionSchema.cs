using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.Schema;

/// <summary>Reads <c>edi.schema.json</c>, the one source for validation, for the reference in docs and for editors.</summary>
internal static class DefinitionSchema
{
    private static readonly Lazy<JsonObject> s_document = new(() => JsonNode.Parse(Script.Of("edi.schema.json"))!.AsObject());
    private static readonly Lazy<SchemaNode> s_root = new(() => Read(s_document.Value));
    private static readonly Lazy<SchemaNode> s_fileName = new(() => Read(new JsonObject { ["$ref"] = "#/definitions/file_name" }, s_document.Value["definitions"]!.AsObject()));

    /// <summary>The schema of a whole definition.</summary>
    public static SchemaNode Root => s_root.Value;

    /// <summary>What the name of an output may be that is a file or a folder.</summary>
    public static SchemaNode FileName => s_fileName.Value;

    /// <exception cref="NotSupportedException">The schema uses a keyword that is not checked.</exception>
    public static SchemaNode Parse(string json) => Parse(JsonNode.Parse(json)!.AsObject());

    /// <exception cref="NotSupportedException">The schema uses a keyword that is not checked.</exception>
    public static SchemaNode Parse(JsonObject document) => Read(document);

    private static SchemaNode Read(JsonObject document) => Read(document, document["definitions"]?.AsObject() ?? []);

    private static SchemaNode Read(JsonObject json, JsonObject definitions)
    {
        var node = json["$ref"] is { } reference ? Read(Resolve((string)reference!, definitions), definitions) : new SchemaNode();
        foreach (var (keyword, value) in json)
        {
            node = With(node, keyword, value, definitions);
        }

        return node;
    }

    // In JSON Schema the dollar sign is the end of the text; in .NET a line's end may follow.
    private static string ToDotNet(string pattern) => pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern;

    private static JsonObject Resolve(string reference, JsonObject definitions) =>
        reference.StartsWith("#/definitions/", StringComparison.Ordinal) && definitions[reference["#/definitions/".Length..]] is JsonObject found
            ? found
            : throw new NotSupportedException($"The schema refers to '{reference}', which is not there.");

    // Backtracking costs nothing in patterns that are read in one way only, as those of the schema are; the engine that
    // never backtracks takes a sixth of a second in each build to be compiled.
    private static SchemaNode With(SchemaNode node, string keyword, JsonNode? value, JsonObject definitions) => keyword switch
    {
        "$schema" or "$id" or "$ref" or "definitions" => node,
        "title" => node with { Title = (string)value! },
        "description" => node with { Description = (string)value! },
        "type" => node with { Types = value is JsonArray types ? [.. types.Select(type => (string)type!)] : [(string)value!] },
        "enum" => node with { Enum = [.. value!.AsArray().Select(choice => choice!)] },
        "pattern" => node with { Pattern = new Regex(ToDotNet((string)value!), RegexOptions.CultureInvariant) },
        "x-edi-expected" => node with { Expected = (string)value! },
        "x-edi-format" => node with { Format = ValueFormat.Of((string)value!) },
        "x-edi-version" => node with { IsVersion = (bool)value! },
        "minLength" => node with { MinLength = (int)value! },
        "minimum" => node with { Minimum = (long)value! },
        "minProperties" => node with { MinProperties = (int)value! },
        "properties" => node with { Properties = [.. value!.AsObject().Select(property => KeyValuePair.Create(property.Key, Read(property.Value!.AsObject(), definitions)))] },
        // An editor sees one file, which is overlaid on others: it would miss in each what all together must have.
        "required" or "x-edi-required" => node with { Required = [.. value!.AsArray().Select(key => (string)key!)] },
        "additionalProperties" => value is JsonObject schema
            ? node with { AdditionalProperties = Read(schema, definitions) }
            : node with { IsOpen = (bool)value! },
        "propertyNames" => node with { PropertyNames = Read(value!.AsObject(), definitions) },
        "items" => node with { Items = Read(value!.AsObject(), definitions) },
        "anyOf" => node with { AnyOf = [.. value!.AsArray().Select(choice => Read(choice!.AsObject(), definitions))] },
        "default" => node with { Default = value },
        "examples" => node with { Example = value!.AsArray()[0] },
        _ => throw new NotSupportedException($"The schema uses the keyword '{keyword}', which nothing checks."),
    };
}
