using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>Reads the items <c>EdiEnvironment</c>. Of several with one name the last counts; one for a node counts there before the others.</summary>
internal sealed partial class EnvironmentItemReader(ImmutableArray<ProjectItem> items, ProblemList problems)
{
    private static readonly string[] s_metadata = ["Value", "Secret", "Node"];

    // What the build itself says to programs, since it depends on where they run.
    private static readonly ImmutableHashSet<string> s_own =
    [
        "PATH", "HOME", "TMPDIR", "USER", "LOGNAME", "SHELL", "DEBIAN_FRONTEND", "PYTHONDONTWRITEBYTECODE", "XDG_RUNTIME_DIR",
        "CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF", "BUILDAH_ISOLATION", "edi_project_container_root",
    ];

    private static readonly ImmutableArray<string> s_ownPrefixes = ["LD_", "_CONTAINERS_"];

    private readonly ProjectPositions _positions = new();

    /// <summary>The variables, by the node that they are for; an empty node is every command and playbook.</summary>
    public ImmutableArray<(string Node, EnvironmentVariable Variable)> Read() => [.. items.Select(Read).OfType<(string, EnvironmentVariable)>()];

    /// <summary>Those of them that a node has.</summary>
    public static ImmutableArray<EnvironmentVariable> Of(string node, ImmutableArray<(string Node, EnvironmentVariable Variable)> variables) =>
    [
        .. variables.Where(entry => entry.Node.Length == 0).Concat(variables.Where(entry => entry.Node == node))
            .Aggregate(ImmutableSortedDictionary.Create<string, EnvironmentVariable>(StringComparer.Ordinal), (found, entry) => found.SetItem(entry.Variable.Name, entry.Variable))
            .Values,
    ];

    /// <summary>Reports each node that is no playbook and no command.</summary>
    public void CheckNodes(ImmutableArray<(string Node, EnvironmentVariable Variable)> variables, IEnumerable<string> nodes)
    {
        string[] known = [.. nodes];
        foreach (var (node, variable) in variables.Where(entry => entry.Node.Length > 0 && !known.Contains(entry.Node)))
        {
            string hint = EditDistance.Nearest(node, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            problems.Add(EdiCodes.InvalidValue, variable.Position, $"EdiEnvironment '{variable.Name}' is for the node '{node}', which is no playbook and no command.{hint}");
        }
    }

    private (string, EnvironmentVariable)? Read(ProjectItem item)
    {
        var place = _positions.Find(item);
        ItemMetadata.RefuseUnknown(item, s_metadata, place, problems);
        if (Refusal(item.Name) is { } refusal)
        {
            problems.Add(EdiCodes.InvalidValue, place, refusal);
            return null;
        }

        string? value = item.Metadata.GetValueOrDefault("Value");
        if (value?.Contains('\0', StringComparison.Ordinal) == true)
        {
            problems.Add(EdiCodes.InvalidValue, place, $"The value of EdiEnvironment '{item.Name}' has a null character, which no environment can hold.");
            return null;
        }

        return (item.Metadata.GetValueOrDefault("Node", ""), new(item.Name, value, IsSecret(item, place), place));
    }

    private bool IsSecret(ProjectItem item, SourcePosition place)
    {
        switch (item.Metadata.GetValueOrDefault("Secret", "").ToLowerInvariant())
        {
            case "":
                return SecretParameters.IsName(item.Name);
            case "true":
                return true;
            case "false":
                return false;
            default:
                problems.Add(EdiCodes.InvalidValue, place, $"'Secret' of EdiEnvironment '{item.Name}' must be true or false; found '{item.Metadata["Secret"]}'.");
                return true;
        }
    }

    private static string? Refusal(string name) =>
        !Name().IsMatch(name) ? $"The name of an EdiEnvironment has letters, digits and '_', and begins with no digit; found '{name}'. Its value is the metadata Value."
        : name == "SOURCE_DATE_EPOCH" ? "SOURCE_DATE_EPOCH is for all steps, so the environment of the build says it: SOURCE_DATE_EPOCH=… dotnet build."
        : s_own.Contains(name) || s_ownPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) ? $"The variable '{name}' is the build's own: its value depends on where a program runs. A command sets it in its script, a task by 'environment'."
        : null;

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
