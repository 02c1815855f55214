using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint;

/// <summary>Looks for one trap.</summary>
internal interface ILintRule
{
    /// <summary>The code of its warnings, EDI4nnn.</summary>
    EdiCode Code { get; }

    IEnumerable<LintFinding> Check(LintedImage image);
}
