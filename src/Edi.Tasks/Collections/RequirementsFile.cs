using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Collections;

/// <summary>A <c>requirements.yml</c> of Ansible, as far as it tells what has to be fetched; what stands in its lists <c>ansible-galaxy</c> reads.</summary>
internal static class RequirementsFile
{
    /// <summary>What it names: <c>collection</c>, <c>role</c>, or both.</summary>
    /// <exception cref="EdiException">EDI1nnn, with the place in the file.</exception>
    public static ImmutableArray<string> Kinds(string path)
    {
        var problems = new ProblemList();
        var root = YamlFile.Parse(RenderedText.Of(path, YamlFile.ReadText(path)), problems);
        ImmutableArray<string> kinds = root switch
        {
            ListNode => ["role"], // The form of the time before there were collections.
            MappingNode mapping => [.. mapping.Entries.Select(entry => Kind(entry, problems)).OfType<string>().Distinct()],
            _ => Refuse(root?.Position ?? new(path, 1, 1, 1, 1), problems),
        };
        problems.ThrowIfErrors();
        return kinds;
    }

    private static string? Kind(MappingEntry entry, ProblemList problems)
    {
        switch (entry.Key.Text)
        {
            case "collections":
                return "collection";
            case "roles":
                return "role";
            case var other:
                problems.Add(EdiCodes.UnknownKey, entry.Key.Position, $"A requirements.yml has the keys 'collections' and 'roles'; found '{other}'.");
                return null;
        }
    }

    private static ImmutableArray<string> Refuse(SourcePosition position, ProblemList problems)
    {
        problems.Add(EdiCodes.WrongKind, position, "A requirements.yml is a mapping with the keys 'collections' and 'roles', each a list, or a list of roles.");
        return [];
    }
}
