using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Components;

/// <summary>
/// The disks that components lay out. A user cannot mend a package's file, so what is wrong with a layout there is told where the project
/// has changed it; and where two components lay out one disk, that is told, whether or not the mixture of both happens to be a layout.
/// </summary>
/// <param name="roots">The definition's files, those of components among them.</param>
/// <param name="merged">All of them, and what the project's items say.</param>
internal sealed class ComponentLayouts(DefinitionSource source, ImmutableArray<MappingNode> roots, MappingNode merged)
{
    private const string Table = "partition_table";

    private readonly ImmutableArray<Layout> _layouts =
    [
        .. source.Plugins.Components.Select(component => (component, entry: Root(roots, component)?.Find("image")))
            .Where(layout => layout.entry?.Value is MappingNode)
            .Select(layout => new Layout(layout.component, layout.entry!, (MappingNode)layout.entry!.Value)),
    ];

    /// <summary>Tells the problems of these layouts where somebody can mend them.</summary>
    public void Explain(ProblemList problems)
    {
        if (Mixture() is { } mixture)
        {
            problems.Replace(problem => _layouts.Any(layout => layout.Has(problem.Position)) ? null : problem);
            problems.Add(mixture);
        }
        else
        {
            problems.Replace(problem => problem.IsWarning || _layouts.FirstOrDefault(layout => layout.Has(problem.Position)) is not { } layout ? problem : Explain(layout, problem));
        }
    }

    private static MappingNode? Root(ImmutableArray<MappingNode> roots, ImageComponent component) => roots.FirstOrDefault(root => root.Position.File == component.DefinitionFile);

    /// <summary>Two components, each with a whole disk, which are laid over each other key by key; null where there are none, or one is made to change the other.</summary>
    private EdiProblem? Mixture()
    {
        var whole = _layouts.Where(layout => layout.IsWhole).ToImmutableArray();
        var pairs = whole.SelectMany((first, index) => whole.Skip(index + 1).Select(second => (first, second)));
        return pairs.FirstOrDefault(pair => !Uses(pair.first.Component, pair.second.Component) && !pair.first.Covers(pair.second)) is ({ } first, { } second) ? Clash(first, second) : null;
    }

    private bool Uses(ImageComponent user, ImageComponent used) => user.Dependencies.Any(name =>
        name.Equals(used.Name, StringComparison.OrdinalIgnoreCase)
        || source.Plugins.Components.Any(between => between != user && between.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && Uses(between, used)));

    private EdiProblem Explain(Layout layout, EdiProblem problem)
    {
        // All else is wrong by itself. Which types there are, the partition table tells.
        if (problem.Code != EdiCodes.LayoutConflict && !layout.Leaves.Any(leaf => leaf.Value.Position == problem.Position && leaf.Path.EndsWith(": type", StringComparison.Ordinal)))
        {
            return problem;
        }

        var image = (MappingNode)merged.Find("image")!.Value;
        var changes = Changes(layout, image);
        string? partition = layout.PartitionAt(problem.Position!);
        if (changes.FirstOrDefault(change => change.Path == Table) is { } table)
        {
            return Explain(layout, table, problem);
        }

        if (partition is not null && changes.FirstOrDefault(change => change.Path.StartsWith($"partitions: {partition}: ", StringComparison.Ordinal)) is { } change)
        {
            return Explain(layout, change, problem);
        }

        // What is wrong with its parts' relation to each other may come from what was added.
        var added = Leaf.Of(image).Where(leaf => layout.Image.Position.File != leaf.Value.Position.File).OrderBy(leaf => OwnerOf(leaf) is null ? 0 : 1).FirstOrDefault();
        return added is null
            ? problem
            : OwnerOf(added) is { } other
                ? Clash(layout, other)
                : problem with { Position = added.Value.Position, Message = $"With what is said here, the layout of the component {layout.Component.Name} contradicts itself: {problem.Message} 'dotnet build -t:EdiShowDefinition' shows all of it." };
    }

    private EdiProblem Explain(Layout layout, Change change, EdiProblem problem) => OwnerOf(change.Now) is { } other
        ? Clash(layout, other)
        : problem with
        {
            Position = change.Now.Value.Position,
            Message = $"'{change.Path}' is {change.Now.Value.Describe()} here and {change.Before.Value.Describe()} in the component {layout.Component.Name}, with whose layout it does not fit: {problem.Message} Leave this key to the component, or change with it what does not fit.",
        };

    private Layout? OwnerOf(Leaf leaf) => _layouts.FirstOrDefault(layout => layout.Image.Position.File == leaf.Value.Position.File);

    private EdiProblem Clash(Layout one, Layout another)
    {
        var (first, second) = _layouts.IndexOf(one) < _layouts.IndexOf(another) ? (one, another) : (another, one);
        string[] keys =
        [
            .. Changes(second, first.Image).Select(change => $"'{change.Path}' is {change.Now.Value.Describe()} in {first.Component.Name} and {change.Before.Value.Describe()} in {second.Component.Name}"),
            .. first.Partitions.Any() ? second.Partitions.Except(first.Partitions).Select(partition => $"only {second.Component.Name} has the partition '{partition}'") : [],
        ];
        return new(
            EdiCodes.ComponentsClash,
            $"The components {first.Component.Name} and {second.Component.Name} both set 'image', and their layouts do not fit together: {StepState.Summary(keys)}. An image is for one board: remove the reference to one of them.",
            new ProjectPositions().FindReference(source.ProjectFile, second.Component) ?? new ProjectPositions().FindReference(source.ProjectFile, first.Component) ?? new(source.ProjectFile, 1, 1, 1, 1));
    }

    /// <summary>The values of a layout that are others in the merged one.</summary>
    private static ImmutableArray<Change> Changes(Layout layout, MappingNode now)
    {
        var current = Leaf.Of(now).ToDictionary(leaf => leaf.Path);
        return [.. layout.Leaves.Where(leaf => current.TryGetValue(leaf.Path, out var other) && other.Text != leaf.Text).Select(leaf => new Change(leaf, current[leaf.Path]))];
    }

    /// <summary>A value in a layout, by the keys that lead to it.</summary>
    private sealed record Leaf(string Path, DefinitionNode Value)
    {
        public string Text => YamlValues.ToJson(Value)?.ToJsonString() ?? "";

        public static IEnumerable<Leaf> Of(MappingNode mapping, string path = "") => mapping.Entries.SelectMany(entry => entry.Value is MappingNode inner
            ? Of(inner, $"{path}{entry.Key.Text}: ")
            : [new($"{path}{entry.Key.Text}", entry.Value)]);
    }

    private sealed record Change(Leaf Before, Leaf Now)
    {
        public string Path => Before.Path;
    }

    /// <summary>A component's own section <c>image</c>.</summary>
    private sealed record Layout(ImageComponent Component, MappingEntry Entry, MappingNode Image)
    {
        public ImmutableArray<Leaf> Leaves { get; } = [.. Leaf.Of(Image)];

        public IEnumerable<string> Partitions => Image.Mapping("partitions")?.Entries.Select(entry => entry.Key.Text) ?? [];

        /// <summary>Whether it is a disk by itself, and no change of another one's.</summary>
        public bool IsWhole => Image.Text(Table) is not null && Leaves.Any(leaf => leaf.Path.EndsWith(": mount_point", StringComparison.Ordinal) && leaf.Value is ScalarNode { Text: "/" });

        /// <summary>Whether nothing of another one is left when this one lies over it.</summary>
        public bool Covers(Layout other) => Image.Text(Table)!.Text == other.Image.Text(Table)!.Text && !other.Partitions.Except(Partitions).Any();

        public bool Has(SourcePosition? place) => place is not null && Entry.Key.Position.File == place.File && (place == Entry.Key.Position || Positions(Image).Contains(place));

        /// <summary>The partition that a place belongs to.</summary>
        public string? PartitionAt(SourcePosition place) => Image.Mapping("partitions")?.Entries
            .FirstOrDefault(entry => entry.Key.Position == place || Positions(entry.Value).Contains(place))?.Key.Text;

        private static IEnumerable<SourcePosition> Positions(DefinitionNode node) => node switch
        {
            MappingNode mapping => mapping.Entries.SelectMany(entry => Positions(entry.Value).Prepend(entry.Key.Position)).Prepend(node.Position),
            ListNode list => list.Items.SelectMany(Positions).Prepend(node.Position),
            _ => [node.Position],
        };
    }
}
