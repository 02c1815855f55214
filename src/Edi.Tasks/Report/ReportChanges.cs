using System.Collections.Immutable;

namespace Edi.Tasks.Report;

/// <summary>What became of one package; <paramref name="Before"/> is null for a new one, <paramref name="After"/> for one that is gone.</summary>
internal sealed record PackageChange(ReportedPackage? Before, ReportedPackage? After)
{
    /// <summary>By how many bytes it is larger.</summary>
    public long Growth => (After?.Size ?? 0) - (Before?.Size ?? 0);

    public string Name => (After ?? Before)!.Name;
}

/// <summary>What became of one partition, likewise.</summary>
internal sealed record PartitionChange(ReportedPartition? Before, ReportedPartition? After)
{
    public string Title => (After ?? Before)!.Title();
}

/// <summary>The differences of two images of a project; what is alike is left out.</summary>
/// <param name="Partitions">In their order on the disk, those that are gone last.</param>
/// <param name="Packages">The greatest difference in size first.</param>
internal sealed record ReportChanges(ImmutableArray<PartitionChange> Partitions, ImmutableArray<PackageChange> Packages)
{
    public static ReportChanges Between(ImageReport before, ImageReport after) => new(
        [
            .. Pairs(before.Partitions, after.Partitions, partition => partition.Title())
                .Where(pair => pair.Before is null || pair.After is null || (pair.Before with { Number = pair.After.Number }) != pair.After)
                .Select(pair => new PartitionChange(pair.Before, pair.After)),
        ],
        [
            .. Pairs(before.Packages, after.Packages, package => package.Name)
                .Where(pair => pair.Before != pair.After)
                .Select(pair => new PackageChange(pair.Before, pair.After))
                .OrderByDescending(change => long.Abs(change.Growth)).ThenBy(change => change.Name, StringComparer.Ordinal),
        ]);

    public bool IsEmpty => Partitions.IsEmpty && Packages.IsEmpty;

    private static IEnumerable<(T? Before, T? After)> Pairs<T>(ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> name)
        where T : class
    {
        // A label may be there twice; the first is the one.
        var old = before.DistinctBy(name).ToDictionary(name);
        var current = after.DistinctBy(name).ToDictionary(name);
        return after.Where(item => current[name(item)] == item).Select(item => (old.GetValueOrDefault(name(item)), (T?)item))
            .Concat(before.Where(item => old[name(item)] == item && !current.ContainsKey(name(item))).Select(item => ((T?)item, (T?)null)));
    }
}
