using System.Collections.Immutable;

namespace Edi.Tasks.Tests;

/// <summary>A root file system, and all that the rules say about it.</summary>
/// <param name="Code">The rule that it is about.</param>
/// <param name="What">What is special about it.</param>
/// <param name="Make">Makes it.</param>
/// <param name="Paths">The paths of the rule's findings; no other rule has any.</param>
internal sealed record LintCase(string Code, string What, Action<ImageTree> Make, params ImmutableArray<string> Paths)
{
    public override string ToString() => $"{Code}: {What}";
}
