using System.Collections.Immutable;

namespace Edi.Sdk.Tests.Changes;

/// <summary>One change of a project whose build has ended, and what the next build runs for it.</summary>
/// <param name="Name">What is changed, in words.</param>
/// <param name="Script">What sh does in the project's folder to change it.</param>
/// <param name="Expected">The steps that run, in their order, each with a part of the reason that it tells; none when nothing has changed.</param>
internal sealed record Change(string Name, string Script, params ImmutableArray<StepRun> Expected)
{
    /// <summary>Whether it is one of the few that are always tried.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Whether only root can do it.</summary>
    public bool NeedsRoot { get; init; }

    /// <summary>The folder beside the project's that is built from now on; null when it stays the same.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether these are the steps that should have run, for these reasons.</summary>
    public bool IsAnsweredBy(ImmutableArray<StepRun> actual) =>
        actual.Length == Expected.Length
        && Expected.Zip(actual).All(pair => pair.First.Step == pair.Second.Step && pair.Second.Reason.Contains(pair.First.Reason, StringComparison.Ordinal));
}

/// <summary>A step that a build ran, and why.</summary>
internal sealed record StepRun(string Step, string Reason)
{
    public override string ToString() => $"{Step}: {Reason}";
}
