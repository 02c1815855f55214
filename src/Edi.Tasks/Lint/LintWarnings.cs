using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint;

/// <summary>Findings as warnings, at the places of the definition that caused them.</summary>
/// <param name="file">The file with all findings.</param>
internal sealed class LintWarnings(ImageDefinition definition, string file)
{
    // Of one kind; more would hide the others.
    private const int Most = 10;

    public IEnumerable<EdiProblem> Of(ImmutableArray<ReportedFinding> findings) =>
        from kind in findings.GroupBy(finding => finding.Code)
        let code = EdiCodes.All.Single(code => code.Id == kind.Key)
        from warning in kind.Take(Most).Select(finding => new EdiProblem(code, $"{finding.Path}: {finding.Message}", PlaceOf(finding)))
            .Concat(kind.Skip(Most).Take(1).Select(_ => new EdiProblem(code, FormattableString.Invariant($"There are {kind.Count() - Most} more of these; {file} has all."), new(file, 1, 1, 1, 1))))
        select warning with { IsWarning = true };

    /// <summary>The parameter, the playbook, the application or the bootstrap; the definition as a whole when no step is known.</summary>
    private SourcePosition PlaceOf(ReportedFinding finding)
    {
        if (definition.Playbooks.FirstOrDefault(playbook => StepNames.Playbook(playbook.Name) == finding.Step) is { } playbook)
        {
            return playbook.ParameterPositions.GetValueOrDefault(finding.Parameter) ?? playbook.Position;
        }

        if (definition.Applications.FirstOrDefault(application => StepNames.Application(application.Name) == finding.Step) is { } application)
        {
            return application.Position;
        }

        return (finding.Step == StepNames.Container ? definition.Bootstrap?.Position ?? definition.RootFileSystem?.Position : null)
            ?? new(definition.Path, 1, 1, 1, 1); // Editors list no problem without a line.
    }
}
