using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Verify;

/// <summary>How a check went.</summary>
/// <param name="Failure">What is wrong; empty when nothing is.</param>
/// <param name="Position">Where the definition asks for it.</param>
internal sealed record CheckResult(string Name, CheckOutcome Outcome, string Failure, TimeSpan Duration, SourcePosition? Position)
{
    /// <summary>Whether it is the one about the boot, without which no other runs.</summary>
    public bool IsBoot { get; init; }
}

/// <summary>The ways in which a check can go.</summary>
internal enum CheckOutcome
{
    /// <summary>All is as the definition says.</summary>
    Passed,

    /// <summary>Something is not.</summary>
    Failed,

    /// <summary>Nobody knows, because the machine did not get so far. Never a success.</summary>
    NotRun,
}
