using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>
/// Composes the nodes of one YAML document from the parser's events. YamlDotNet's own representation stops at the first
/// duplicate key and knows neither merge keys nor bounds; a definition's problems shall all come at once.
/// </summary>
internal sealed class NodeComposer(IParser parser, Func<Mark, Mark, SourcePosition> place, ProblemList problems, YamlDialect dialect = YamlDialect.Definition)
{
    private const int MaximumDepth = 50;
    private const int MaximumNodes = 100_000;

    private readonly Dictionary<string, DefinitionNode?> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<DefinitionNode, (long Weight, int Height)> _sizes = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    /// <summary>The node that begins at the parser's event; afterwards the parser stands behind it.</summary>
    public DefinitionNode Compose()
    {
        _depth++;
        RefuseDepth(parser.Current!, 0);
        var node = parser.Current switch
        {
            AnchorAlias alias => Resolve(parser.Consume<AnchorAlias>() ?? alias),
            Scalar => ComposeScalar(parser.Consume<Scalar>()),
            SequenceStart => ComposeList(parser.Consume<SequenceStart>()),
            MappingStart => ComposeMapping(parser.Consume<MappingStart>()),
            var other => throw new InvalidOperationException($"{other?.GetType().Name} begins no value."),
        };
        _depth--;
        return node;
    }

    private DefinitionNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw Invalid(alias, $"'*{alias.Value.Value}' refers to an anchor that is not there.");
        }

        RefuseDepth(alias, node is null ? throw Invalid(alias, $"The value '&{alias.Value.Value}' contains itself.") : _sizes[node].Height);
        return node;
    }

    private void RefuseDepth(ParsingEvent at, int height)
    {
        if (_depth + height > MaximumDepth)
        {
            throw Invalid(at, $"Values are nested more than {MaximumDepth} levels deep.");
        }
    }

    private ScalarNode ComposeScalar(Scalar scalar)
    {
        string tag = TagOf(scalar, "str", "int", "float", "bool", "null", "timestamp");
        bool plain = tag == "str" ? false : tag.Length > 0 || scalar.Style == ScalarStyle.Plain;
        return Anchor(scalar, new ScalarNode(scalar.Value, plain, place(scalar.Start, scalar.End)) { Tag = tag }, []);
    }

    private ListNode ComposeList(SequenceStart start)
    {
        TagOf(start, "seq");
        Open(start);
        var items = ImmutableArray.CreateBuilder<DefinitionNode>();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Compose());
        }

        var end = parser.Consume<SequenceEnd>();
        return Anchor(start, new ListNode(items.ToImmutable(), place(start.Start, end.End)), items);
    }

    private MappingNode ComposeMapping(MappingStart start)
    {
        TagOf(start, "map");
        Open(start);
        var entries = new List<MappingEntry>();
        var keys = new Dictionary<string, ScalarNode>(StringComparer.Ordinal);
        var merged = new List<MappingEntry>();
        while (parser.Current is not MappingEnd)
        {
            var key = Compose();
            var value = Compose();
            switch (key)
            {
                case ScalarNode { IsPlain: true, Text: "<<" }:
                    merged.AddRange(Merged(value));
                    break;
                case ScalarNode scalar when dialect == YamlDialect.Ansible:
                    entries.RemoveAll(entry => entry.Key.Text == scalar.Text); // Ansible warns, and takes the last one.
                    entries.Add(new(scalar, value));
                    break;
                case ScalarNode scalar when !keys.TryAdd(YamlValues.IdentityOf(scalar), scalar):
                    problems.Add(EdiCodes.DuplicateKey, scalar.Position, Duplicate(scalar, keys[YamlValues.IdentityOf(scalar)]));
                    break;
                case ScalarNode scalar:
                    entries.Add(new(scalar, value));
                    break;
                case MappingNode when dialect == YamlDialect.Ansible:
                    throw YamlFile.Invalid(dialect, YamlMistakes.BareExpression, key.Position);
                default:
                    problems.Add(EdiCodes.WrongKind, key.Position, $"A key must be a text; found {key.Describe()}.");
                    break;
            }
        }

        var end = parser.Consume<MappingEnd>();
        var ordered = InOrder(merged.Concat(entries));
        return Anchor(start, new MappingNode(ordered, place(start.Start, end.End)), [.. ordered.Select(entry => entry.Value)]);
    }

    private static string Duplicate(ScalarNode key, ScalarNode first) => key.Text == first.Text
        ? $"The key '{key.Text}' is here a second time; the first is in line {first.Position.Line}. Remove one of them."
        : $"The key '{key.Text}' is for YAML the same as '{first.Text}' in line {first.Position.Line}. Remove one of them, or put it in quotes.";

    // As in PyYAML: each key stands where it is met first, and has the value that it is given last.
    private static ImmutableArray<MappingEntry> InOrder(IEnumerable<MappingEntry> entries)
    {
        var result = new OrderedDictionary<string, MappingEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            result[YamlValues.IdentityOf(entry.Key)] = entry;
        }

        return [.. result.Values];
    }

    /// <summary>What a merge key brings; a mapping's own keys come before it, and of a list earlier mappings before later ones.</summary>

    private IEnumerable<MappingEntry> Merged(DefinitionNode value)
    {
        switch (value)
        {
            case MappingNode mapping:
                return mapping.Entries;
            case ListNode list when list.Items.All(item => item is MappingNode):
                return list.Items.Cast<MappingNode>().Reverse().SelectMany(mapping => mapping.Entries);
            default:
                problems.Add(EdiCodes.WrongKind, value.Position, $"The merge key '<<' takes a mapping or a list of mappings; found {value.Describe()}.");
                return [];
        }
    }

    /// <summary>From here to its end, a value that is anchored cannot be referred to.</summary>
    private void Open(NodeEvent start)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = null;
        }
    }

    private TNode Anchor<TNode>(NodeEvent start, TNode node, IReadOnlyCollection<DefinitionNode> children)
        where TNode : DefinitionNode
    {
        long weight = children.Sum(child => _sizes[child].Weight) + 1;
        // Aliases of aliases grow without bound, while the file stays small.
        if (weight > MaximumNodes)
        {
            throw Invalid(start, $"The definition has more than {MaximumNodes} values.");
        }

        _sizes[node] = (weight, children.Select(child => _sizes[child].Height + 1).DefaultIfEmpty().Max());
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    /// <summary>The short name of an explicit tag that is known, or nothing.</summary>
    private string TagOf(NodeEvent start, params string[] known)
    {
        const string prefix = "tag:yaml.org,2002:";
        if (start.Tag.IsEmpty)
        {
            return "";
        }

        if (start.Tag.IsNonSpecific)
        {
            return known[0]; // "!" alone: whatever it looks like, a scalar is a text.
        }

        string tag = start.Tag.Value;
        if (tag.StartsWith(prefix, StringComparison.Ordinal) && known.Contains(tag[prefix.Length..]))
        {
            return tag[prefix.Length..];
        }

        return dialect == YamlDialect.Ansible ? "" : throw Invalid(start, $"The tag '{tag}' has no meaning here.");
    }

    private EdiException Invalid(ParsingEvent at, string message) => YamlFile.Invalid(dialect, message, place(at.Start, at.End));
}
