using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>Tells which packages of a definition cannot be installed, each where the definition names it.</summary>
/// <param name="names">The names of all packages that there are; read only when one is missing.</param>
/// <param name="components">The components that the definition does not name, by the packages that are there.</param>
internal sealed class PackageCheck(BootstrapDefinition bootstrap, Lazy<ImmutableArray<string>> names, Func<IReadOnlyCollection<string>, IReadOnlyDictionary<string, string>> components)
{
    // As many as a message needs to be understood.
    private const int MostNames = 3;
    private const int MostClauses = 4;

    public ImmutableArray<EdiProblem> Unavailable(PackageComplaints complaints)
    {
        var elsewhere = complaints.Unavailable.Where(found => found.Reason != UnavailableReason.Virtual).Select(found => found.Package).ToImmutableArray() is { IsEmpty: false } missing
            ? components(missing)
            : ImmutableDictionary<string, string>.Empty;
        return
        [
            .. complaints.Unavailable.Select(found => new EdiProblem(EdiCodes.PackageUnavailable, OfEdi(found.Package) + found.Reason switch
            {
                UnavailableReason.Virtual => $"'{found.Package}' is no package, but what several packages provide. Name one of them in its place: {List(found.Instead)}.",
                _ when elsewhere.TryGetValue(found.Package, out string? component) => $"{Missing(found.Package)} It is in the component '{component}': add that to 'components'.",
                _ when !found.Instead.IsEmpty => $"{Missing(found.Package)} In its place there is {List(found.Instead)}.",
                _ => $"{Missing(found.Package)}{Meant(found.Package)}",
            }, PlaceOf(found.Package))),
        ];
    }

    public ImmutableArray<EdiProblem> Unmet(PackageComplaints complaints)
    {
        var unmet = complaints.Unmet.Select(found => new EdiProblem(
            EdiCodes.PackagesConflict,
            $"The package '{found.Package}' cannot be installed: {Clauses(found.Clauses)}. Look at the mirrors, which may be of different suites, and at the other packages.",
            PlaceOf(found.Package))).ToImmutableArray();
        return unmet.IsEmpty && complaints.Unavailable.IsEmpty
            ? [.. complaints.Other.Select(text => new EdiProblem(EdiCodes.PackagesConflict, $"The packages cannot be installed together: {text.TrimEnd('.')}.", bootstrap.Position))]
            : unmet;
    }

    private string Missing(string package) =>
        $"No mirror has the package '{package}' for {bootstrap.Architecture} in {bootstrap.Suite} ({string.Join(", ", Components)}).";

    private IEnumerable<string> Components => bootstrap.Mirrors.IsEmpty ? bootstrap.Components : bootstrap.Mirrors.SelectMany(mirror => mirror.Components).Distinct();

    private string Meant(string package)
    {
        if (package.Split(':') is [var name, var architecture])
        {
            return architecture == bootstrap.Architecture ? Meant(name) : $" The image has packages for {bootstrap.Architecture} only: write '{name}'.";
        }

        var near = EditDistance.NearestOf(package, names.Value);
        return !near.IsEmpty ? $" Did you mean {string.Join(" or ", near.Take(MostNames).Select(found => $"'{found}'"))}?"
            : names.Value.Where(found => found.Contains(package, StringComparison.Ordinal)).OrderBy(found => found.Length).ThenBy(found => found, StringComparer.Ordinal).Take(MostNames).ToImmutableArray() is { IsEmpty: false } containing
                ? $" These have it in their names: {string.Join(", ", containing)}."
            : " Look for it with 'apt-cache search', or on packages.debian.org.";
    }

    private string OfEdi(string package) => IsNamed(package) ? "" : "Without 'additional_packages' the packages are edi's list; name those that you need. ";

    private bool IsNamed(string package) => bootstrap.Places.Packages.ContainsKey(package) || !bootstrap.AdditionalPackages.Contains(package);

    private SourcePosition PlaceOf(string package) =>
        bootstrap.Places.Packages.GetValueOrDefault(package) ?? bootstrap.Places.Packages.GetValueOrDefault($"{package}:{bootstrap.Architecture}") ?? bootstrap.Position;

    private static string Clauses(ImmutableArray<string> clauses) =>
        string.Join("; ", clauses.Take(MostClauses).Select(Clause)) + (clauses.Length > MostClauses ? "; and more" : "");

    // "Depends: NAME (>= 2) but it is not installable".
    private static string Clause(string clause)
    {
        if (clause.Split(": ", 2) is not [var relation, var rest])
        {
            return clause;
        }

        string verb = relation switch
        {
            "Depends" or "PreDepends" => "depends on",
            "Conflicts" => "conflicts with",
            _ => relation.ToLowerInvariant(),
        };
        return $"it {verb} {rest.Replace(" but ", ", but ", StringComparison.Ordinal)}";
    }

    private static string List(ImmutableArray<string> packages) => string.Join(", ", packages.Take(2 * MostNames)) + (packages.Length > 2 * MostNames ? ", …" : "");
}
