using System.Collections.Immutable;

namespace Edi.Tasks.Diagnostics;

/// <summary>Ends a step; carries every problem that was found, so that all are reported at once.</summary>
internal sealed class EdiException : Exception
{
    public EdiException(ImmutableArray<EdiProblem> problems)
        : base(string.Join(Environment.NewLine, problems.Select(problem => $"{problem.Code.Id}: {problem.Message}"))) =>
        Problems = problems;

    public EdiException(EdiCode code, string message)
        : this([new EdiProblem(code, message)])
    {
    }

    public ImmutableArray<EdiProblem> Problems { get; }
}
