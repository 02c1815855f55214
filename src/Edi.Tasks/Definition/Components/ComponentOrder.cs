using System.Collections.Immutable;

namespace Edi.Tasks.Definition.Components;

/// <summary>
/// The order in which components are looked through and override each other: that of the references, but each before
/// those that it references itself, so that it can override them as a project does.
/// </summary>
internal static class ComponentOrder
{
    /// <param name="references">Names in the order of the project's references; components that are not among them come after those that are.</param>
    public static ImmutableArray<ReferencedComponent> Of(IEnumerable<ReferencedComponent> components, ImmutableArray<string> references)
    {
        var remaining = components
            .OrderBy(component => PlaceIn(references, component))
            .ToList();
        var ordered = ImmutableArray.CreateBuilder<ReferencedComponent>();
        while (remaining.Count > 0)
        {
            // NuGet knows no cycles; among folders that somebody has written down, the first one breaks it.
            var next = remaining.Find(component => !remaining.Exists(other => other != component && Uses(other, component))) ?? remaining[0];
            remaining.Remove(next);
            ordered.Add(next);
        }

        return ordered.ToImmutable();
    }

    private static bool Uses(ReferencedComponent user, ReferencedComponent used) => user.Dependencies.Contains(used.Name, StringComparer.OrdinalIgnoreCase);

    // The folders that the project's author has written down come first of all; they are no references.
    private static int PlaceIn(ImmutableArray<string> references, ReferencedComponent component)
    {
        int place = references.ToList().FindIndex(reference => reference.Equals(component.Name, StringComparison.OrdinalIgnoreCase));
        return place >= 0 ? place : component.Version.Length == 0 ? -1 : int.MaxValue;
    }
}
