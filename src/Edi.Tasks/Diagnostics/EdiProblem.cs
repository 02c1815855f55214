namespace Edi.Tasks.Diagnostics;

/// <summary>One thing that is wrong: what was expected, what was found, what to do next, and where.</summary>
internal sealed record EdiProblem(EdiCode Code, string Message, SourcePosition? Position = null)
{
    /// <summary>Whether the build goes on all the same.</summary>
    public bool IsWarning { get; init; }
}
