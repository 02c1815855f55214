using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Overlays;

/// <summary>
/// Puts an overlay over a definition by edi's rules: sections and nodes are merged key by key, and so are the keys
/// <c>parameters</c> and <c>output</c>, and of our own the <c>files</c> and <c>commands</c> of <c>verify</c>, and
/// <c>partitions</c> with each partition in it. Everything else is replaced as a whole. Nothing can be removed, but a node
/// can be skipped.
/// </summary>
internal static class OverlayMerge
{
    private static readonly ImmutableHashSet<string> s_deepKeys = ["parameters", "output", "partitions", "files", "commands"];

    /// <summary>The merged definition; what has the wrong kind keeps the base's value, and is reported.</summary>
    public static MappingNode Merge(MappingNode basis, MappingNode overlay, ProblemList problems) =>
        MergeEntries(basis, overlay, (lower, upper) => MergeSection(lower, upper, problems));

    // What is misshapen in the result is the schema's to refuse; what the other file hides is refused here.
    private static DefinitionNode MergeSection(MappingEntry lower, MappingEntry upper, ProblemList problems)
    {
        string section = lower.Key.Text;
        if (upper.Value is not MappingNode overlay)
        {
            if (lower.Value is MappingNode)
            {
                Refuse($"Section '{section}'", upper.Value.Position, upper.Value, "Remove it from the overlay", problems);
                return lower.Value;
            }

            return upper.Value;
        }

        if (lower.Value is not MappingNode basis)
        {
            Refuse($"Section '{section}'", lower.Key.Position, lower.Value, "Remove it", problems);
            return overlay;
        }

        return section is "general" or "bootstrap" or "image" or "machine" or "verify"
            ? MergeNode(basis, overlay)
            : MergeEntries(basis, overlay, (node, over) =>
            {
                if (node.Value is MappingNode lowerNode)
                {
                    return over.Value is MappingNode upperNode ? MergeNode(lowerNode, upperNode) : over.Value;
                }

                Refuse($"'{node.Key.Text}' in section '{section}'", node.Key.Position, node.Value, "Remove it", problems);
                return over.Value;
            });
    }

    private static void Refuse(string what, SourcePosition place, DefinitionNode found, string remedy, ProblemList problems) =>
        problems.Add(EdiCodes.WrongKind, place, $"{what} must be a mapping of keys to values; found {found.Describe()}. {remedy}, or give it content.");

    private static MappingNode MergeNode(MappingNode basis, MappingNode overlay) =>
        MergeEntries(basis, overlay, (lower, upper) => !s_deepKeys.Contains(lower.Key.Text) ? upper.Value : (lower.Value, upper.Value) switch
        {
            (MappingNode node, MappingNode over) when lower.Key.Text == "partitions" => MergeEntries(node, over, (partition, change) =>
                partition.Value is MappingNode p && change.Value is MappingNode c ? MergeEntries(p, c, (_, value) => value.Value) : change.Value),
            (MappingNode node, MappingNode over) => MergeEntries(node, over, (_, value) => value.Value),
            (_, ScalarNode { IsNull: true }) => lower.Value, // As in edi: nothing takes parameters away.
            _ => upper.Value,
        });

    /// <summary>The entries of both; those that both have are merged, and what is replaced as a whole stands where the overlay has it.</summary>
    private static MappingNode MergeEntries(MappingNode basis, MappingNode overlay, Func<MappingEntry, MappingEntry, DefinitionNode> merge)
    {
        return basis with
        {
            Entries =
            [
                .. basis.Entries.Select(entry => overlay.Find(entry.Key.Text) is { } over ? Merged(entry, over) : entry),
                .. overlay.Entries.Where(entry => basis.Find(entry.Key.Text) is null),
            ],
        };

        MappingEntry Merged(MappingEntry entry, MappingEntry over) =>
            merge(entry, over) is var value && ReferenceEquals(value, over.Value) ? over : new(entry.Key, value);
    }
}
