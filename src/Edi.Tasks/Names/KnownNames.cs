using System.Collections.Immutable;
using System.Text.Json;

namespace Edi.Tasks.Names;

/// <summary>The names that Edi.Sdk has for users: those that editors complete.</summary>
/// <param name="Properties">The properties that a user sets.</param>
/// <param name="Items">Each item with its metadata.</param>
internal sealed record KnownNames(ImmutableSortedSet<string> Properties, ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Items)
{
    // MSBuild does not tell small letters from capitals.
    private static readonly StringComparer s_comparer = StringComparer.OrdinalIgnoreCase;

    /// <param name="schema">The file that editors complete by.</param>
    public static KnownNames Read(string schema)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(schema));
        return new(
            NamesOf(document.RootElement.GetProperty("properties")),
            document.RootElement.GetProperty("items").EnumerateObject().ToImmutableSortedDictionary(
                item => item.Name,
                item => item.Value.TryGetProperty("metadata", out var metadata) ? NamesOf(metadata) : ImmutableSortedSet<string>.Empty.WithComparer(s_comparer),
                s_comparer));
    }

    private static ImmutableSortedSet<string> NamesOf(JsonElement names) => names.EnumerateObject().Select(name => name.Name).ToImmutableSortedSet(s_comparer);
}
