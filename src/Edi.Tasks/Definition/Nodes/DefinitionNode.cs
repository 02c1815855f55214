using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>
/// A value of a definition and the place where the user wrote it. Unlike YAML's own nodes these survive rendering and
/// merging: the tree of a whole definition has values of several files.
/// </summary>
internal abstract record DefinitionNode(SourcePosition Position)
{
    /// <summary>What the value is, for messages.</summary>
    public abstract string Describe();
}

/// <summary>A text, number, truth value or nothing; which of them, <see cref="YamlValues"/> tells.</summary>
/// <param name="IsPlain">Whether it stands without quotes, and so may be something else than a text.</param>
internal sealed record ScalarNode(string Text, bool IsPlain, SourcePosition Position) : DefinitionNode(Position)
{
    /// <summary>The short name of the tag that the user has given it, or nothing.</summary>
    public string Tag { get; init; } = "";

    public bool IsNull => IsPlain && YamlValues.ToJson(this) is null;

    /// <summary>The place of a part of the text, where that stands in the file as it is, in one line; else the place of all of it.</summary>
    public SourcePosition PositionOf(int index, int length)
    {
        int marks = Position.EndColumn - Position.Column - Text.Length; // None, or two quotes.
        int column = Position.Column + (marks / 2) + index;
        return Position.Line == Position.EndLine && marks is 0 or 2 ? Position with { Column = column, EndColumn = column + length } : Position;
    }

    public override string Describe() => IsNull ? "nothing" : $"'{Text}'";
}

/// <summary>Values in their order.</summary>
internal sealed record ListNode(ImmutableArray<DefinitionNode> Items, SourcePosition Position) : DefinitionNode(Position)
{
    public override string Describe() => "a list";
}

/// <summary>Values by key; each key is there once.</summary>
internal sealed record MappingNode(ImmutableArray<MappingEntry> Entries, SourcePosition Position) : DefinitionNode(Position)
{
    public override string Describe() => "a mapping";

    /// <summary>The entry of a key, or null.</summary>
    public MappingEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);

    /// <summary>The value of a key, or null when there is none or it is null.</summary>
    public DefinitionNode? this[string key] => Find(key)?.Value is { } value and not ScalarNode { IsNull: true } ? value : null;

    /// <summary>The text of a key, or null when it has none.</summary>
    public ScalarNode? Text(string key) => this[key] as ScalarNode;

    public MappingNode? Mapping(string key) => this[key] as MappingNode;

    public bool Flag(string key) => this[key] is ScalarNode scalar && YamlValues.IsTrue(scalar);

    /// <summary>The texts of a list; a single text counts as a list of one.</summary>
    public ImmutableArray<ScalarNode> Texts(string key) => this[key] switch
    {
        ListNode list => [.. list.Items.OfType<ScalarNode>()],
        ScalarNode scalar => [scalar],
        _ => [],
    };

    /// <summary>The nodes of an ordered section in the order in which they run: by key, character by character.</summary>
    public ImmutableArray<(ScalarNode Key, MappingNode Node)> OrderedNodes() =>
    [
        .. Entries.Where(entry => entry.Value is MappingNode)
            .Select(entry => (entry.Key, (MappingNode)entry.Value))
            .OrderBy(entry => entry.Key.Text, StringComparer.Ordinal),
    ];
}

/// <summary>A key and its value.</summary>
internal sealed record MappingEntry(ScalarNode Key, DefinitionNode Value);
