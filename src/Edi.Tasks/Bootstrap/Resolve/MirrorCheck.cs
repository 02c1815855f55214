using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What is wrong with the mirrors of a definition, by what apt has said when it asked them for their lists.</summary>
/// <param name="lists">The folder of the lists that it has got.</param>
/// <param name="files">What else lies on the mirrors.</param>
internal sealed class MirrorCheck(BootstrapDefinition bootstrap, string lists, IMirrorFiles files)
{
    private readonly MirrorWords _words = new(bootstrap, files);

    /// <summary>All that keeps the bootstrap from being made; empty when the mirrors can have what it needs.</summary>
    public ImmutableArray<EdiProblem> Check(AptAnswer update)
    {
        var asked = AskedSuite.Of(bootstrap, update.Lines);
        var complaints = MirrorComplaint.Read(update.Lines);
        ImmutableArray<EdiProblem> problems = IsWithoutNetwork(complaints, update)
            ? [_words.NoNetwork(complaints.First(complaint => complaint.Kind == ComplaintKind.Network))]
            : [.. Failures(complaints, asked), .. Components(complaints, asked)];
        return problems.Length > 0 ? problems
            : update.ExitCode != 0 ? [_words.Unknown(update)]
            : [.. Suite(asked), .. Architecture(asked)];
    }

    /// <summary>Whether nobody was reached, for a reason that is no mirror's.</summary>
    private static bool IsWithoutNetwork(ImmutableArray<MirrorComplaint> complaints, AptAnswer update) =>
        complaints.Any(complaint => complaint.Kind == ComplaintKind.Network)
        && complaints.All(complaint => complaint.Kind is ComplaintKind.Network or ComplaintKind.Unsigned or ComplaintKind.NotThere)
        && !update.Lines.Any(line => line.StartsWith("Get:", StringComparison.Ordinal) || line.StartsWith("Hit:", StringComparison.Ordinal));

    private IEnumerable<EdiProblem> Failures(ImmutableArray<MirrorComplaint> complaints, ImmutableArray<AskedSuite> asked)
    {
        var main = complaints.Where(complaint => complaint.Kind != ComplaintKind.Component)
            .GroupBy(complaint => asked.FirstOrDefault(suite => complaint.Concerns(suite.Uri, suite.Suite)))
            .OrderBy(group => group.Key is null ? int.MaxValue : asked.IndexOf(group.Key))
            .Select(group => (Suite: group.Key, Complaint: group.MinBy(complaint => complaint.Kind)!))
            .ToImmutableArray();
        return main
            // What has no suite of its own, apt says in other words of one that has.
            .Where(found => found.Suite is not null || main.Length == 1)
            // The suites that mmdebstrap chooses stand at one place, and mostly fail for one reason.
            .DistinctBy(found => found.Suite is { Mirror: not null } ? found.Suite : (object)found.Complaint.Kind)
            .Select(found => found.Suite is null ? _words.Unknown(found.Complaint) : _words.Tell(found.Complaint, found.Suite));
    }

    /// <summary>A component that the section names for all mirrors need not be in each of them, but in one.</summary>
    private IEnumerable<EdiProblem> Components(ImmutableArray<MirrorComplaint> complaints, ImmutableArray<AskedSuite> asked)
    {
        foreach (var named in complaints.Where(complaint => complaint.Kind == ComplaintKind.Component).GroupBy(complaint => complaint.Name))
        {
            var having = asked.Where(suite => suite.Components.Contains(named.Key)).ToImmutableArray();
            var lacking = having.Where(suite => named.Any(complaint => complaint.Concerns(suite.Uri, suite.Suite))).ToImmutableArray();
            var common = bootstrap.Places.Components.GetValueOrDefault(named.Key);
            foreach (var suite in lacking.Length == having.Length ? lacking.Take(1) : lacking.Where(suite => suite.PlaceOf(named.Key) != common))
            {
                yield return MirrorWords.NoComponent(named.Key, suite, ReleaseFile.Find(lists, suite.Uri, suite.Suite)?.Components ?? []);
            }
        }
    }

    /// <summary>The essential packages come from the section's suite, whatever else there is.</summary>
    private IEnumerable<EdiProblem> Suite(ImmutableArray<AskedSuite> asked)
    {
        var releases = Releases(asked);
        if (releases.Length == asked.Length && !bootstrap.Suite.EndsWith('/') && !releases.Any(release => release.IsSuite(bootstrap.Suite)))
        {
            yield return _words.NoBase([.. releases.Select(release => release.CodeName.Length > 0 ? release.CodeName : release.Suite).Where(name => name.Length > 0).Distinct()]);
        }
    }

    /// <summary>A mirror without the architecture adds nothing, which is no mistake while another one has it.</summary>
    private IEnumerable<EdiProblem> Architecture(ImmutableArray<AskedSuite> asked)
    {
        var releases = Releases(asked);
        if (releases.Length == asked.Length && releases.Length > 0 && releases.All(release => !release.Architectures.IsEmpty && !release.Architectures.Contains(bootstrap.Architecture)))
        {
            yield return _words.NoArchitecture(asked[0], releases[0].Architectures);
        }
    }

    private ImmutableArray<ReleaseFile> Releases(ImmutableArray<AskedSuite> asked) =>
        [.. asked.Select(suite => ReleaseFile.Find(lists, suite.Uri, suite.Suite)).OfType<ReleaseFile>()];
}
