using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Names;

/// <summary>
/// Finds names that are most likely misspelt ones of Edi.Sdk's, which MSBuild takes without a word and nothing reads. A name that is near to none
/// of ours is the user's own.
/// </summary>
internal sealed class NameCheck(KnownNames known)
{
    // Whoever reads these items refuses metadata that it does not know, whatever they are near to.
    private static readonly ImmutableArray<string> s_readElsewhere = ["EdiPlaybook", "EdiCommand", "EdiPartition", "EdiParameter"];

    public IEnumerable<EdiProblem> Find(IEnumerable<UsedName> names) => names
        .Select(name => (name, message: Message(name)))
        .Where(found => found.message is not null)
        .Select(found => new EdiProblem(EdiCodes.UnknownName, found.message!, found.name.Position) { IsWarning = true });

    private string? Message(UsedName name) => name.Kind switch
    {
        NameKind.Property => known.Properties.Contains(name.Name) ? null
            : known.Items.ContainsKey(name.Name) ? $"{Spoken(name)} is an item of Edi.Sdk, and no property. Write it in an ItemGroup: <{name.Name} Include=\"…\" />."
            : Meant(name.Name, known.Properties) is { } property ? $"{Spoken(name)} is no property of Edi.Sdk, and nothing reads it. Did you mean '{property}'?"
            : Meant(name.Name, known.Items.Keys) is { } item ? $"{Spoken(name)} is no property of Edi.Sdk, and nothing reads it. Did you mean the item '{item}'?"
            : null,
        NameKind.Item => known.Items.ContainsKey(name.Name) ? null
            : known.Properties.Contains(name.Name) ? $"'{name.Name}' is a property of Edi.Sdk, and no item. Write it in a PropertyGroup: <{name.Name}>…</{name.Name}>."
            : Meant(name.Name, known.Items.Keys) is { } item ? $"'{name.Name}' is no item of Edi.Sdk, and nothing reads it. Did you mean '{item}'?"
            : Meant(name.Name, known.Properties) is { } property ? $"'{name.Name}' is no item of Edi.Sdk, and nothing reads it. Did you mean the property '{property}'?"
            : null,
        _ => s_readElsewhere.Contains(name.Item, StringComparer.OrdinalIgnoreCase) || !known.Items.TryGetValue(name.Item, out var metadata) || metadata.Contains(name.Name) ? null
            : EditDistance.Nearest(name.Name, metadata) is { } near ? $"'{name.Name}' is no metadata of {name.Item}, and nothing reads it. Did you mean '{near}'?"
            : null,
    };

    private static string Spoken(UsedName name) => $"'{name.Name}'{name.Speaker}";

    // Without what all of them begin with, which would make all of them alike. A shortened name, such as EdiArch, is near if it means only one.
    private static string? Meant(string name, IEnumerable<string> candidates)
    {
        const int shortest = 4;
        string stem = Stem(name);
        var byStem = candidates.Where(ProjectFile.IsOurs).ToDictionary(Stem);
        string? meant = EditDistance.Nearest(stem, byStem.Keys)
            ?? (stem.Length >= shortest && byStem.Keys.Where(candidate => candidate.StartsWith(stem, StringComparison.Ordinal)).ToArray() is [var whole] ? whole : null);
        return meant is null ? null : byStem[meant];
    }

    private static string Stem(string name) => name["Edi".Length..].ToLowerInvariant();
}
