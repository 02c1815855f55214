using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>Where the definition names what a bootstrap needs: mirrors and apt tell only later whether it is there.</summary>
/// <param name="Architecture">Where no key says it, the suite's place.</param>
internal sealed record BootstrapPlaces(SourcePosition Suite, SourcePosition Architecture)
{
    /// <summary>Of each component that is for all mirrors.</summary>
    public ImmutableSortedDictionary<string, SourcePosition> Components { get; init; } = ImmutableSortedDictionary<string, SourcePosition>.Empty;

    /// <summary>Of each additional package; none where the packages are edi's own list.</summary>
    public ImmutableSortedDictionary<string, SourcePosition> Packages { get; init; } = ImmutableSortedDictionary<string, SourcePosition>.Empty;

    /// <summary>Of each file of keys, the mirrors' too, by its absolute path.</summary>
    public ImmutableSortedDictionary<string, SourcePosition> Keyrings { get; init; } = ImmutableSortedDictionary<string, SourcePosition>.Empty;

    /// <summary>The place of each text; of one that is there twice, the first.</summary>
    public static ImmutableSortedDictionary<string, SourcePosition> Of(IEnumerable<ScalarNode> texts) =>
        texts.DistinctBy(text => text.Text).ToImmutableSortedDictionary(text => text.Text, text => text.Position, StringComparer.Ordinal);
}

/// <summary>Where the definition names what one mirror has.</summary>
internal sealed record MirrorPlaces(SourcePosition Uri, SourcePosition Suite)
{
    /// <summary>Of each component.</summary>
    public ImmutableSortedDictionary<string, SourcePosition> Components { get; init; } = ImmutableSortedDictionary<string, SourcePosition>.Empty;
}
