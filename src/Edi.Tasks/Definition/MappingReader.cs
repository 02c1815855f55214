using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Edi.Tasks.Definition;

/// <summary>Reads one mapping strictly: remembers which keys were asked for and reports the others, with what was probably meant.</summary>
/// <param name="Where">What the mapping is, for messages: "section 'bootstrap'".</param>
internal sealed record MappingReader(YamlMappingNode Node, string Where, ProblemList Problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads <paramref name="node"/> as a mapping; reports it and returns null when it is something else.</summary>
    /// <param name="key">The mapping's own key, where it has one.</param>
    public static MappingReader? Of(YamlNode? node, string where, ProblemList problems, YamlNode? key = null)
    {
        if (node is YamlMappingNode mapping)
        {
            return new(mapping, where, problems) { Place = key ?? mapping };
        }

        if (node is not null)
        {
            problems.Add(EdiCodes.WrongKind, node, $"{Capitalized(where)} must be a mapping of keys to values; found {Describe(node)}.");
        }

        return null;
    }

    /// <summary>Where a problem of the mapping as a whole is shown: at its key, which is what a reader looks for.</summary>
    public required YamlNode Place { get; init; }

    public SourcePosition Position => Problems.PositionOf(Place);

    /// <summary>The value of <paramref name="key"/>, or null; null values count as absent, as in edi.</summary>
    public YamlNode? Optional(string key)
    {
        _known.Add(key);
        return Node.Children.FirstOrDefault(child => YamlValues.KeyOf(child.Key) == key).Value is { } value && !IsNull(value) ? value : null;
    }

    public YamlNode? Required(string key)
    {
        var value = Optional(key);
        if (value is null)
        {
            Problems.Add(EdiCodes.MissingKey, Place, $"{Capitalized(Where)} needs the key '{key}'.");
        }

        return value;
    }

    public MappingReader? Mapping(string key) => Mapping(Optional(key), key, $"'{key}' in {Where}");

    public MappingReader? RequiredMapping(string key) => Mapping(Required(key), key, $"'{key}' in {Where}");

    /// <summary>A section of the definition.</summary>
    public MappingReader? Section(string key) => Mapping(Optional(key), key, $"section '{key}'");

    public MappingReader? RequiredSection(string key) => Mapping(Required(key), key, $"section '{key}'");

    private MappingReader? Mapping(YamlNode? value, string key, string where) =>
        Of(value, where, Problems, Node.Children.FirstOrDefault(child => YamlValues.KeyOf(child.Key) == key).Key);

    /// <summary>The nodes of an ordered section in the order in which they run: by key, byte by byte.</summary>
    public ImmutableArray<(string Key, MappingReader Value)> OrderedNodes(string what)
    {
        var nodes = Node.Children
            .Select(child => (Key: YamlValues.KeyOf(child.Key), Value: Of(child.Value, $"{what} '{YamlValues.KeyOf(child.Key)}'", Problems, child.Key)))
            .OrderBy(child => child.Key, StringComparer.Ordinal)
            .ToList();
        return [.. nodes.Where(node => node.Value is not null).Select(node => (node.Key, node.Value!))];
    }

    public string? Text(YamlNode? node, string key)
    {
        if (node is YamlScalarNode { Value.Length: > 0 } scalar)
        {
            return scalar.Value;
        }

        if (node is not null)
        {
            Problems.Add(EdiCodes.WrongKind, node, $"'{key}' in {Where} must be a text; found {Describe(node)}.");
        }

        return null;
    }

    public string? OptionalText(string key) => Text(Optional(key), key);

    public string? RequiredText(string key) => Text(Required(key), key);

    public bool Flag(string key)
    {
        var node = Optional(key);
        if (node is null)
        {
            return false;
        }

        if (node is YamlScalarNode && YamlValues.ToJson(node) is JsonValue value && value.TryGetValue(out bool flag))
        {
            return flag;
        }

        Problems.Add(EdiCodes.WrongKind, node, $"'{key}' in {Where} must be true or false; found {Describe(node)}.");
        return false;
    }

    /// <summary>The texts of a list, with their nodes; a single text counts as a list of one.</summary>
    public ImmutableArray<(string Text, YamlNode Node)> TextList(string key)
    {
        var node = Optional(key);
        var items = node is YamlSequenceNode sequence ? sequence.Children : node is null ? [] : [node];
        return [.. items.Select(item => (Text: Text(item, key)!, Node: item)).Where(item => item.Text is not null)];
    }

    /// <summary>Reports a value that <paramref name="allowed"/> does not contain.</summary>
    public bool RequireOneOf(YamlNode node, string key, string value, IEnumerable<string> allowed)
    {
        var choices = allowed.ToImmutableArray();
        if (choices.Contains(value))
        {
            return true;
        }

        Problems.Add(EdiCodes.InvalidValue, node, $"'{key}' in {Where} must be one of {string.Join(", ", choices)}; found '{value}'.{Suggestion(value, choices)}");
        return false;
    }

    /// <summary>To be called when every key that has a meaning was asked for.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var (key, _) in Node.Children)
        {
            string name = YamlValues.KeyOf(key);
            if (!_known.Contains(name))
            {
                Problems.Add(
                    EdiCodes.UnknownKey,
                    key,
                    $"'{name}' is not a key of {Where}.{Suggestion(name, _known)} Known keys: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    public static string Describe(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode scalar when IsNull(scalar) => "nothing",
        YamlScalarNode scalar => $"'{scalar.Value}'",
        _ => node.NodeType.ToString(),
    };

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain } && YamlValues.ToJson(node) is null;

    private static string Suggestion(string found, IEnumerable<string> known) =>
        EditDistance.Nearest(found, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
