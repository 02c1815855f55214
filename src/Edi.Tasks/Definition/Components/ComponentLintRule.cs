namespace Edi.Tasks.Definition.Components;

/// <summary>A rule about the files of an image, which a component brings.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Path">Absolute in the image; <c>*</c> and <c>?</c> stand for characters of one name.</param>
/// <param name="Exists">Whether it must exist, or must not.</param>
/// <param name="Mode">The mode that it must have, octal; empty demands none.</param>
/// <param name="Matches">A regular expression that its content must match somewhere; empty demands nothing.</param>
/// <param name="MatchesNot">One that it must not match.</param>
/// <param name="Message">What the finding means and what mends it.</param>
internal sealed record ComponentLintRule(string Component, string Name, string Path, bool Exists, string Mode, string Matches, string MatchesNot, string Message)
{
    /// <summary>What is looked for, by the keys of lint.yml.</summary>
    public string Describe() => DescribedValues.Of(
        ("path", Path), ("exists", Exists ? "true" : "false"), ("mode", Mode), ("matches", Matches), ("matches_not", MatchesNot), ("message", Message));
}
