using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>The metadata of the items that have no further ones than ours.</summary>
internal static class ItemMetadata
{
    /// <summary>Reports each that means nothing.</summary>
    public static void RefuseUnknown(ProjectItem item, string[] known, SourcePosition place, ProblemList problems)
    {
        foreach (string name in item.Metadata.Keys.Except(known).Order(StringComparer.Ordinal))
        {
            string hint = EditDistance.Nearest(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            problems.Add(EdiCodes.UnknownKey, place, $"'{name}' is not a metadata of {item.Type} '{item.Name}'.{hint} Known: {string.Join(", ", known)}.");
        }
    }
}
