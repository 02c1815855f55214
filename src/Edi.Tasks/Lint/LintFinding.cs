namespace Edi.Tasks.Lint;

/// <summary>Something in an image that is most likely a mistake.</summary>
/// <param name="Path">Where it is, absolute in the image.</param>
/// <param name="Message">What was found and what mends it; it follows the path.</param>
internal sealed record LintFinding(string Path, string Message)
{
    /// <summary>The entry that tells which step has left it, where that is not <see cref="Path"/> itself.</summary>
    public string Witness { get; init; } = Path;

    /// <summary>
    /// A text in that file which shows it, so that of several steps that wrote the file the right one is named; without one
    /// it is the file as a whole. May be a secret.
    /// </summary>
    public string Evidence { get; init; } = "";

    /// <summary>A value that, as a parameter of the definition, is the cause. May be a secret.</summary>
    public string Value { get; init; } = "";
}
