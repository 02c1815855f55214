using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.Schema;

/// <summary>
/// Holds a definition against its schema and reports everything that does not fit, with what was expected, what was
/// found, and the nearest right word.
/// </summary>
/// <param name="readsNumbers">Whether who gets the values reads <c>007</c> without quotes as the number 7, where a text is wanted, too; a definition's own keys are read as they are written.</param>
internal sealed partial class SchemaValidator(ProblemList problems, bool readsNumbers = false)
{
    public void Validate(DefinitionNode root, SchemaNode schema) => Validate(root, schema, "the definition");

    /// <param name="name">What the value is called in messages, with its article.</param>
    public void Validate(DefinitionNode root, SchemaNode schema, string name) => Validate(root, schema, Subject.Of(name, root.Position));

    private void Validate(DefinitionNode node, SchemaNode schema, Subject subject)
    {
        if (node is ScalarNode { Text: "" } && problems.HasUndefined(subject.Place))
        {
            return; // It is only empty because of that.
        }

        string kind = KindOf(node, schema);
        if (!schema.Allows(kind))
        {
            string hint = node is ScalarNode { IsNull: false, Text: { Length: > 0 } one } && schema.Allows("array") && !schema.Allows("string") && schema.Format?.IsSecret != true ? $" A list of one is [{one}]."
                : !schema.Allows("object") ? ""
                : kind == "null" ? " Remove it, or give it content."
                : node is ScalarNode { IsPlain: true } text && KeyWithoutSpace().IsMatch(text.Text) ? MissingSpace
                : "";
            problems.Add(EdiCodes.WrongKind, kind == "null" ? subject.Place : node.Position, $"{subject.Sentence} must be {Kinds(schema)}; found {(schema.Format?.IsSecret == true && node is ScalarNode && kind != "null" ? "another kind of value" : Found(node))}.{hint}");
            return;
        }

        if (!schema.AnyOf.IsEmpty)
        {
            Validate(node, schema.AnyOf.First(choice => choice.Allows(kind)), subject);
            return;
        }

        switch (node)
        {
            case MappingNode mapping:
                ValidateMapping(mapping, schema, subject);
                break;
            case ListNode list when schema.Items is { } items:
                foreach (var item in list.Items)
                {
                    Validate(item, items, items.Title.Length > 0 ? Subject.Of(WithArticle(items.Title), item.Position) : subject with { Place = item.Position, Verb = "must hold" });
                }

                break;
            case ScalarNode scalar when kind != "null":
                ValidateScalar(scalar, kind, schema, subject);
                break;
        }
    }

    private void ValidateMapping(MappingNode mapping, SchemaNode schema, Subject subject)
    {
        // As in edi, a node that is skipped needs nothing: an overlay may skip one that only some bases have.
        bool isSkipped = schema.Property("skip") is not null && mapping.Flag("skip");
        foreach (string key in schema.Required.Where(key => !isSkipped && !Spelling.Has(mapping, key, schema)))
        {
            problems.Add(EdiCodes.MissingKey, subject.Place, $"{subject.Sentence} needs the key '{key}'.");
        }

        if (mapping.Entries.Length < schema.MinProperties)
        {
            problems.Add(EdiCodes.MissingKey, subject.Place, $"{subject.Sentence} must have at least one key; found none.");
        }

        foreach (var (key, value) in mapping.Entries)
        {
            if (schema.Property(key.Text) is { } property)
            {
                Validate(value, property, property.Title == "section" ? Subject.Of($"section '{key.Text}'", key.Position) : Subject.Of(key, subject));
            }
            else if (!schema.IsOpen)
            {
                RefuseKey(key, schema, subject);
            }
            else if (schema.AdditionalProperties is { } additional)
            {
                ValidateName(key, schema.PropertyNames, additional, subject);
                Validate(value, additional, TitleOf(additional) is { Length: > 0 } title ? Subject.Of($"{title} '{key.Text}'", key.Position) : Subject.Of(key, subject));
            }
        }
    }

    private void ValidateName(ScalarNode key, SchemaNode? names, SchemaNode value, Subject subject)
    {
        string title = TitleOf(value); // What the key names, if that has a name.
        if (names?.Types.Contains("string") == true && key.IsPlain && YamlValues.ToJson(key)?.GetValueKind() != System.Text.Json.JsonValueKind.String)
        {
            // In YAML, unlike in JSON, a key may be something else than a text.
            problems.Add(EdiCodes.AmbiguousValue, key.Position, $"The key '{key.Text}' is no text for YAML. Give it a name, such as {key.Text}_{(title.Length > 0 ? title : "name").Split(' ')[^1]}, or put it in quotes.");
        }
        else if (names?.Pattern?.IsMatch(key.Text) == false)
        {
            problems.Add(EdiCodes.InvalidValue, key.Position, title.Length > 0
                ? $"'{key.Text}' cannot name {WithArticle(title)}: expected {names.Expected}."
                : $"'{key.Text}' cannot be a key of {subject.Name}: expected {names.Expected}.");
        }
    }

    private void RefuseKey(ScalarNode key, SchemaNode schema, Subject subject)
    {
        string hint = Spelling.Meant(key, schema) is { } meant ? (key.Text.StartsWith($"{meant}:", StringComparison.Ordinal) ? MissingSpace : $" Did you mean '{meant}'?")
            : DefinitionSchema.Root.Properties.FirstOrDefault(section => section.Value.Property(key.Text) is not null).Key is { } home ? $" It is a key of section '{home}'."
            : "";
        problems.Add(
            EdiCodes.UnknownKey,
            key.Position,
            $"'{key.Text}' is not a key of {subject.Name}.{hint} Known keys: {string.Join(", ", schema.Properties.Select(property => property.Key).Order(StringComparer.Ordinal))}.");
    }

    private void ValidateScalar(ScalarNode scalar, string kind, SchemaNode schema, Subject subject)
    {
        var value = YamlValues.ToJson(scalar);
        if (schema.IsVersion && (YamlValues.LosesDigits(scalar) || YamlValues.IsSexagesimal(scalar)))
        {
            problems.Add(EdiCodes.AmbiguousValue, scalar.Position, $"{subject.Sentence} is read as the number {value?.ToJsonString()}, not as '{scalar.Text}'. Write it in quotes: \"{scalar.Text}\".");
        }
        else if (readsNumbers && kind == "string" && value is not null && value.GetValueKind() == System.Text.Json.JsonValueKind.Number && value.ToJsonString() != scalar.Text && schema.Format?.IsSecret != true)
        {
            problems.Add(EdiCodes.AmbiguousValue, scalar.Position, $"{subject.Sentence} is read as the number {value.ToJsonString()}, not as '{scalar.Text}'. Write it in quotes: \"{scalar.Text}\".");
        }
        else if (!schema.Enum.IsEmpty && !schema.Enum.Any(choice => JsonNode.DeepEquals(choice, kind == "string" ? JsonValue.Create(scalar.Text) : value)))
        {
            var choices = schema.Enum.Select(choice => choice.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)choice! : choice.ToJsonString()).ToImmutableArray();
            problems.Add(EdiCodes.InvalidValue, scalar.Position, $"{subject.Sentence} must be one of {string.Join(", ", choices)}; found '{scalar.Text}'.{Suggestion(scalar.Text, choices)}");
        }
        else if (kind == "string" && scalar.Text.Length == 0 && (schema.MinLength > 0 || schema.Pattern?.IsMatch("") == false))
        {
            problems.Add(EdiCodes.WrongKind, scalar.Position, $"{subject.Sentence} must be a text; found ''.");
        }
        else if (kind == "string" && schema.Pattern?.IsMatch(scalar.Text) == false)
        {
            problems.Add(EdiCodes.InvalidValue, scalar.Position, $"{subject.Sentence} {subject.Verb} {schema.Expected}; found '{scalar.Text}'.{DidYouMean(schema.Format?.Meant(scalar.Text) ?? Respelt(scalar.Text, schema.Pattern))}");
        }
        else if (kind == "string" && schema.Format is { } format && !format.Admits(scalar.Text))
        {
            string found = format.IsSecret ? "" : $"; found '{scalar.Text}'";
            problems.Add(EdiCodes.InvalidValue, scalar.Position, $"{subject.Sentence} {subject.Verb} {format.Expected}{found}.{Suggestion(scalar.Text, format.Known())}");
        }
        else if (schema.Minimum is { } minimum && value is JsonValue number && number.TryGetValue(out long count) && count < minimum)
        {
            problems.Add(EdiCodes.InvalidValue, scalar.Position, string.Create(CultureInfo.InvariantCulture, $"{subject.Sentence} must be at least {minimum}; found {count}."));
        }
    }

    /// <summary>
    /// JSON's name for the kind of a value. A number where a text is wanted is that text, as it is written; a plain word
    /// that YAML takes for a truth value is not.
    /// </summary>
    private static string KindOf(DefinitionNode node, SchemaNode schema) => node switch
    {
        MappingNode => "object",
        ListNode => "array",
        ScalarNode { IsNull: true } => "null",
        ScalarNode scalar => YamlValues.ToJson(scalar)!.AsValue() switch
        {
            var value when value.TryGetValue(out bool _) => "boolean",
            var value when value.TryGetValue(out long _) => schema.Allows("integer") ? "integer" : "string",
            _ => "string",
        },
        _ => throw new NotSupportedException($"{node.GetType().Name} has no kind."),
    };

    private static string Kinds(SchemaNode schema)
    {
        string[] kinds = ["string", "integer", "boolean", "array", "object"];
        return string.Join(" or ", kinds.Where(schema.Allows).Select(kind => kind switch
        {
            "string" => "a text",
            "integer" => "a whole number",
            "boolean" => "true or false",
            "array" => "a list",
            _ => "a mapping of keys to values",
        }));
    }

    private static string Found(DefinitionNode node) =>
        node is ScalarNode { IsNull: false, IsPlain: true } scalar && YamlValues.ToJson(scalar)!.AsValue().TryGetValue(out bool flag)
            ? $"'{scalar.Text}', which YAML reads as {(flag ? "true" : "false")}; in quotes it is a text"
            : node.Describe();

    private static string WithArticle(string title) => "aeiou".Contains(title[0], StringComparison.Ordinal) ? $"an {title}" : $"a {title}";

    private static string TitleOf(SchemaNode schema) =>
        schema.Title.Length > 0 ? schema.Title : schema.AnyOf.Select(TitleOf).FirstOrDefault(title => title.Length > 0, "");

    /// <summary>The same word with small letters, or with dashes for underscores, where that is what was expected.</summary>
    private static string? Respelt(string found, Regex expected) =>
        new[] { found.ToLowerInvariant(), found.Replace('_', '-'), found.Replace('_', '-').ToLowerInvariant() }.FirstOrDefault(word => word != found && expected.IsMatch(word));

    private static string Suggestion(string found, IEnumerable<string> known) =>
        DidYouMean(DebianArchitecture.NameOf(found) is { } architecture && known.Contains(architecture) ? architecture : EditDistance.Nearest(found, known));

    private static string DidYouMean(string? meant) => meant is null ? "" : $" Did you mean '{meant}'?";

    private const string MissingSpace = " A space is missing after ':'.";

    [GeneratedRegex(@"^[A-Za-z_]\w*:\S")]
    private static partial Regex KeyWithoutSpace();

    /// <summary>What a message is about, at the beginning of a sentence and within one, and where it is shown when all of it is meant.</summary>
    private sealed record Subject(string Sentence, string Name, SourcePosition Place)
    {
        public string Verb { get; init; } = "must be";

        public static Subject Of(string name, SourcePosition place) => new(char.ToUpperInvariant(name[0]) + name[1..], name, place);

        public static Subject Of(ScalarNode key, Subject parent) => Of($"'{key.Text}' in {parent.Name}", key.Position);
    }
}
