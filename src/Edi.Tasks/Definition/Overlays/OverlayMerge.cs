using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Overlays;

/// <summary>
/// Puts an overlay over a definition by edi's rules: sections and nodes are merged key by key, and so are the keys
/// <c>parameters</c> and <c>output</c>, one level deep; everything else is replaced as a whole. Nothing can be removed,
/// but a node can be skipped.
/// </summary>
internal static class OverlayMerge
{
    private static readonly ImmutableHashSet<string> s_deepKeys = ["parameters", "output", "partitions"];

    /// <summary>The merged definition; what has the wrong kind keeps the base's value, and is reported.</summary>
    public static MappingNode Merge(MappingNode basis, MappingNode overlay, ProblemList problems) =>
        MergeEntries(basis, overlay, (key, lower, upper) => MergeSection(key.Text, lower, upper, problems));

    private static DefinitionNode MergeSection(string section, DefinitionNode lower, DefinitionNode upper, ProblemList problems)
    {
        if (lower is not MappingNode basis || upper is not MappingNode overlay)
        {
            // An empty or misshapen section is the schema's to refuse; one that hides a good one is refused here.
            if (lower is MappingNode)
            {
                problems.Add(EdiCodes.WrongKind, upper.Position, $"Section '{section}' must be a mapping of keys to values; found {upper.Describe()}. Remove it from the overlay, or give it content.");
                return lower;
            }

            return upper;
        }

        return section is "general" or "bootstrap" or "image"
            ? MergeNode(basis, overlay)
            : MergeEntries(basis, overlay, (_, lowerNode, upperNode) =>
                lowerNode is MappingNode node && upperNode is MappingNode over ? MergeNode(node, over) : upperNode);
    }

    private static MappingNode MergeNode(MappingNode basis, MappingNode overlay) =>
        MergeEntries(basis, overlay, (key, lower, upper) => !s_deepKeys.Contains(key.Text) ? upper : (lower, upper) switch
        {
            (MappingNode node, MappingNode over) when key.Text == "partitions" =>
                MergeEntries(node, over, (_, partition, change) => partition is MappingNode p && change is MappingNode c ? MergeEntries(p, c, (_, _, value) => value) : change),
            (MappingNode node, MappingNode over) => MergeEntries(node, over, (_, _, value) => value),
            (_, ScalarNode { IsNull: true }) => lower, // As in edi: nothing takes parameters away.
            _ => upper,
        });

    /// <summary>The entries of both; those that both have are merged, and what is replaced as a whole stands where the overlay has it.</summary>
    private static MappingNode MergeEntries(MappingNode basis, MappingNode overlay, Func<ScalarNode, DefinitionNode, DefinitionNode, DefinitionNode> merge)
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
            merge(over.Key, entry.Value, over.Value) is var value && ReferenceEquals(value, over.Value) ? over : new(entry.Key, value);
    }
}
