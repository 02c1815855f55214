using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition.Schema;

/// <summary>
/// What a value may be: as much of JSON Schema (draft 7) as the schema of definitions uses, with annotations of our own
/// for messages. A keyword that is not known here is refused, so that no rule in the schema goes unchecked.
/// </summary>
internal sealed record SchemaNode
{
    /// <summary>What the value is called in messages: "section", "playbook".</summary>
    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>JSON's names of the kinds of values that are allowed; empty allows all.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    public ImmutableArray<JsonNode> Enum { get; init; } = [];

    public Regex? Pattern { get; init; }

    /// <summary>What <see cref="Pattern"/> wants, in words; keyword <c>x-edi-expected</c>.</summary>
    public string Expected { get; init; } = "";

    /// <summary>A form that <see cref="Pattern"/> cannot say; keyword <c>x-edi-format</c>.</summary>
    public ValueFormat? Format { get; init; }

    /// <summary>Whether the text is a version, which YAML may read as a number; keyword <c>x-edi-version</c>.</summary>
    public bool IsVersion { get; init; }

    public int MinLength { get; init; }

    public long? Minimum { get; init; }

    public int MinProperties { get; init; }

    /// <summary>The known keys in the schema's order.</summary>
    public ImmutableArray<KeyValuePair<string, SchemaNode>> Properties { get; init; } = [];

    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>Whether there may be keys besides <see cref="Properties"/>.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>What the values of other keys must be; null demands nothing.</summary>
    public SchemaNode? AdditionalProperties { get; init; }

    public SchemaNode? PropertyNames { get; init; }

    public SchemaNode? Items { get; init; }

    /// <summary>Alternatives, told apart by the kind of the value.</summary>
    public ImmutableArray<SchemaNode> AnyOf { get; init; } = [];

    public JsonNode? Default { get; init; }

    public JsonNode? Example { get; init; }

    public SchemaNode? Property(string key) => Properties.FirstOrDefault(property => property.Key == key).Value;

    /// <summary>The same schema for a part of a value, in which keys may be missing.</summary>
    public SchemaNode OfFragment() => this with
    {
        Required = [],
        MinProperties = 0,
        Properties = [.. Properties.Select(property => KeyValuePair.Create(property.Key, property.Value.OfFragment()))],
        AdditionalProperties = AdditionalProperties?.OfFragment(),
        AnyOf = [.. AnyOf.Select(choice => choice.OfFragment())],
    };

    /// <summary>Whether a value of that kind is allowed, whatever else is demanded of it.</summary>
    public bool Allows(string type) => AnyOf.IsEmpty ? Types.IsEmpty || Types.Contains(type) : AnyOf.Any(choice => choice.Allows(type));
}
