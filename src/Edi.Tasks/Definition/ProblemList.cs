using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>Collects all that is wrong with a definition.</summary>
internal sealed class ProblemList
{
    private readonly List<EdiProblem> _problems = [];

    /// <summary>What was found, once each, in the order of the files and, in each, of the places.</summary>
    public ImmutableArray<EdiProblem> All =>
    [
        .. _problems
            .Distinct()
            .OrderBy(problem => problem.Position?.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Position?.Line)
            .ThenBy(problem => problem.Position?.Column),
    ];

    /// <summary>Whether something makes the definition unusable.</summary>
    public bool HasErrors => _problems.Exists(problem => !problem.IsWarning);

    /// <summary>Whether something was found at exactly this value, which then is not to be used.</summary>
    public bool Concern(DefinitionNode node) => _problems.Exists(problem => problem.Position == node.Position);

    /// <summary>Whether the lines of this place have an undefined variable.</summary>
    public bool HasUndefined(SourcePosition place) => _problems.Exists(problem =>
        problem.Code == EdiCodes.UndefinedVariable && problem.Position is { } found && found.File == place.File && place.Line <= found.Line && found.Line <= place.EndLine);

    public void Add(EdiCode code, SourcePosition? position, string message) => Add(new(code, message, position));

    public void Add(EdiProblem problem) => _problems.Add(problem with { Message = Visible(problem.Message) });

    /// <summary>Puts another problem in the place of each, or none.</summary>
    public void Replace(Func<EdiProblem, EdiProblem?> by)
    {
        EdiProblem[] replaced = [.. _problems.Select(by).OfType<EdiProblem>()];
        _problems.Clear();
        _problems.AddRange(replaced);
    }

    /// <summary>Runs what may throw all of its problems at once; they are collected, and the others go on.</summary>
    public void Collect(Action action)
    {
        try
        {
            action();
        }
        catch (EdiException e)
        {
            _problems.AddRange(e.Problems);
        }
    }

    // A message may quote what was found, whatever that is.
    private static string Visible(string message) => string.Concat(message.Select(c => char.IsControl(c) && c != '\n' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));

    /// <exception cref="EdiException">All problems, if one of them is an error.</exception>
    public void ThrowIfErrors()
    {
        if (HasErrors)
        {
            throw new EdiException(All);
        }
    }
}
